/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  mine: ['我的角色', 'My roles'], mayDo: ['我能办的事', 'What I may do'], nothing: ['还没有角色，什么都办不了', 'No role yet, so nothing can be done'],
  askWho: ['要更多权限，找他们', 'Whom to ask for more'], askNobody: ['没有管理员管到这里，找上级', 'No administrator covers this place; ask above'],
  login: ['登录名', 'Login'], belongs: ['所属', 'Belongs to'], until: ['到 {day}', 'until {day}'], whole: ['全区', 'whole district'], on: ['在{place}', 'at {place}'],
  password: ['密码', 'Password'], old: ['现在的密码', 'Present password'], fresh: ['新密码', 'New password'], again: ['再输一遍', 'Once more'], rule: ['8 位以上，别用常见的', '8 or more characters, not a common one'],
  change: ['改密码', 'Change password'], changed: ['密码改好了，其他地方的登录已退出', 'Changed; other sessions have ended'], differ: ['两遍不一样', 'These two differ'],
  loadFailed: ['没取下来', 'Not loaded'], retry: ['重试', 'Retry'], borrowed: ['代别人时的权限也在内', 'Includes rights held for others'],
})
