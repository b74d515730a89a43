/* SPDX-License-Identifier: Apache-2.0 */
import { createApp } from 'vue'
import '@/shared/theme/tokens.css'
import 'vant/es/popup/style/index'
import '@/shared/theme/vant.css'
import '@/shared/theme/base.css'
import '@/ui-phone/phone.css'
import { registerWorker } from '@/shared/offline/register'
import App from './App.vue'

createApp(App).mount('#app')
registerWorker('field')
