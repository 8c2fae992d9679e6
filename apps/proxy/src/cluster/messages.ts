/** What the primary tells a worker. */
export type ToWorker =
  /** Say that you are about to stop, and go on serving. */
  | { type: 'leave' }
  /** Finish what runs, ship the spool, end. */
  | { type: 'drain' }
  /** A worker has died: take over its log records. */
  | { type: 'adopt' }
  /** Send your metrics. */
  | { type: 'collect'; collection: number }
  /** The metrics of all, as asked for; null where they could not be had. */
  | { type: 'metrics'; scrape: number; text: string | null };

/** What a worker tells the primary. */
export type FromWorker =
  | { type: 'ready'; port: number }
  /** Somebody asked this worker for the metrics of all. */
  | { type: 'scrape'; scrape: number }
  | { type: 'collected'; collection: number; metrics: MetricJson[] }
  /** The last metrics of a worker that ends. */
  | { type: 'farewell'; metrics: MetricJson[] };

/** One metric as prom-client's getMetricsAsJSON gives it; only `type` is read here. */
export interface MetricJson {
  type: unknown;
}
