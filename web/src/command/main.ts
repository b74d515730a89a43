/* SPDX-License-Identifier: Apache-2.0 */
import { createApp } from 'vue'
import '@/command/styles'
import App from '@/command/App.vue'
import { router } from '@/command/router'

createApp(App).use(router).mount('#app')
