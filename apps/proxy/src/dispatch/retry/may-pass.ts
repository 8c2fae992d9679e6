/** Statuses of failures that may have passed when the call is made again; 425 by RFC 8470. */
export function mayPass(status: number): boolean {
  return (
    status === 408 || status === 409 || status === 425 || status === 429 || (status >= 500 && status !== 501)
  );
}

/** Calls that make something that stays: made twice, there would be two. */
const LASTING =
  /\/(?:files|uploads|fine_tuning|fine-tunes|fine_tunes|tunedModels|batches|images|videos|vector_stores|threads|assistants|conversations|containers|evals|cachedContents|async-invoke|model-customization-jobs|model-invocation-job)(?:\/|$|:)|:(?:predictLongRunning|batch[A-Z]\w*)$/;

/** Whether a call may be made again though its server may have carried it out. `path` is without query string. */
export function isRepeatable(method: string, path: string, hasIdempotencyKey: boolean): boolean {
  return method !== 'POST' || hasIdempotencyKey || !LASTING.test(path);
}
