const CUE = /-->\s*(?:(\d{1,3}):)?(\d{2}):(\d{2})[.,](\d{3})/g;

/** Where the last subtitle of an SRT or VTT text ends, in ms; 0 where there are none. */
export function lastCueMs(text: string): number {
  let end = 0;
  for (const [, hours = '0', minutes, seconds, milliseconds] of text.matchAll(CUE)) {
    const at = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    end = Math.max(end, at * 1000 + Number(milliseconds));
  }
  return end;
}
