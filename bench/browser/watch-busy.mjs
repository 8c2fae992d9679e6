/** From now on notes in a page what it is busy with: tasks over 50 ms as Chromium counts them, and the time between frames, ms. */
export async function watchBusy(page) {
  await page.evaluate(() => {
    const watches = window.longTasks !== undefined;
    window.longTasks = [];
    window.frames = [];
    if (watches) return;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    let before = performance.now();
    const frame = (now) => {
      window.frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** What has been noted since, so many ms from now. */
export async function readBusy(page, afterMs = 0) {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const { longTasks, frames } = await page.evaluate(() => ({
    longTasks: window.longTasks,
    frames: window.frames,
  }));
  frames.sort((left, right) => left - right);
  return {
    longTasks: longTasks.length,
    longest: Math.max(0, ...longTasks),
    frameP95: frames[Math.floor(frames.length * 0.95)] ?? 0,
  };
}
