/* SPDX-License-Identifier: Apache-2.0 */
import { createApp } from 'vue'
import '@/command/styles'
import App from '@/command/App.vue'
import { router } from '@/command/router'

/* What the page of this address will ask first is asked together with who is signed in. */
const path = location.pathname.replace(/^\/command/, '')
router.resolve(path.length > 1 ? path : '/overview').meta.page?.early?.()

createApp(App).use(router).mount('#app')
