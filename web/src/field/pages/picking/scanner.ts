/* SPDX-License-Identifier: Apache-2.0 */
/* A hand scanner is a keyboard that types very fast and presses Enter.  One listener for the whole page tells it from fingers by the
 * time between keys, so that no field needs the focus. */

const GAP_MS = 45               /* slower than that is a person */
const LEAST = 3                 /* shorter than that is no code */
const OVER_MS = 1000            /* after that nothing belongs together any more */

/* Feeds on keys; gives the code when one is complete.  A scan that stuttered (a busy phone) is dropped whole: its tail could be another code. */
export class KeyReader {
  private text = ''
  private last = -Infinity
  private broken = false

  feed(key: string, at: number): string | undefined {
    if (key === 'Enter' || key === 'Tab') {
      const whole = !this.broken && at - this.last <= GAP_MS && this.text.length >= LEAST
      const code = whole ? this.text : undefined
      this.text = ''
      this.broken = false
      return code
    }
    if (key.length !== 1) return undefined                 /* Shift, arrows */
    const gap = at - this.last
    this.broken = gap <= OVER_MS && (this.broken || (gap > GAP_MS && this.text.length > 1))
    this.text = gap <= GAP_MS ? this.text + key : key
    this.last = at
    return undefined
  }
}

/* Listens until the function it gives is called.  What a finger types goes where it always goes. */
export function listen(heard: (code: string) => void): () => void {
  const reader = new KeyReader()
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const code = reader.feed(event.key, event.timeStamp)
    if (!code) return
    event.preventDefault()
    event.stopPropagation()
    heard(code)
  }
  window.addEventListener('keydown', onKey, true)
  return () => window.removeEventListener('keydown', onKey, true)
}

let sound: AudioContext | undefined
/* One high tone: right.  Three low ones and a shake: wrong. */
export function tell(right: boolean): void {
  if (!right) navigator.vibrate?.([200, 80, 200, 80, 200])
  try {
    sound ??= new AudioContext()
    void sound.resume()
    const tones = right ? [[880, 0, 0.08]] as const : [[220, 0, 0.18], [220, 0.26, 0.18], [220, 0.52, 0.3]] as const
    for (const [pitch, after, long] of tones) {
      const tone = sound.createOscillator()
      const loud = sound.createGain()
      tone.type = right ? 'sine' : 'square'
      tone.frequency.value = pitch
      loud.gain.value = right ? 0.15 : 0.3
      tone.connect(loud).connect(sound.destination)
      tone.start(sound.currentTime + after)
      tone.stop(sound.currentTime + after + long)
    }
  } catch {
    /* a phone without sound still turns red */
  }
}
