/** A request as it arrived. */
export interface RecordedRequest {
  method: string;
  /** Path and query as sent. */
  path: string;
  /** Names and values one after the other, as sent. */
  rawHeaders: string[];
  /** The body as it came off the wire, up to 1 MB of it. */
  body: Buffer;
  /** Length of the whole body. */
  bodyBytes: number;
  /** Set when the caller left before the answer was complete. */
  aborted: boolean;
}

const maxRequests = 1000;
const maxBytes = 64 * 1024 * 1024;
export const maxRecordedBody = 1024 * 1024;

/** The last thousand requests, or fewer when their bodies are large. */
export class RecordedRequests {
  #list: RecordedRequest[] = [];
  #bytes = 0;

  add(request: RecordedRequest): void {
    this.#list.push(request);
    this.#bytes += request.body.length;
    // Dropped in blocks: taking one off the front for each request would cost more than the request.
    if (this.#list.length >= maxRequests * 2) this.#drop(maxRequests);
    while (this.#bytes > maxBytes && this.#list.length > 1) this.#drop(Math.ceil(this.#list.length / 2));
  }

  /** Oldest first. */
  get all(): readonly RecordedRequest[] {
    return this.#list.slice(-maxRequests);
  }

  clear(): void {
    this.#drop(this.#list.length);
  }

  #drop(count: number): void {
    for (const request of this.#list.slice(0, count)) this.#bytes -= request.body.length;
    this.#list = this.#list.slice(count);
  }
}
