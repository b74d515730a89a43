/* SPDX-License-Identifier: Apache-2.0 */
/* On the page behind a compound's link (/open): a browser that can run the app goes on to it; others stay and read. */
(function () {
  var link = /[?&]link=([0-9a-z]+)/.exec(location.search)
  if (link && 'noModule' in document.createElement('script') && window.indexedDB) location.replace('/resident/#/in/' + link[1])
})()
