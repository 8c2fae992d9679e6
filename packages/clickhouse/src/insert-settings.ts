/**
 * Settings of every insert of the ingestion. The token makes a repeated insert a no-op: ClickHouse remembers the last
 * 10,000 tokens of each table (non_replicated_deduplication_window), those of materialized views' targets included.
 */
export function insertSettings(deduplicationToken: string) {
  return {
    insert_deduplicate: 1,
    insert_deduplication_token: deduplicationToken,
    deduplicate_blocks_in_dependent_materialized_views: 1,
    // A batch is already large, and its job may only complete once the rows are there.
    async_insert: 0,
    // Built when parts are merged, which are many at first and then few: an insert needs half the time without.
    exclude_materialize_skip_indexes_on_insert: 'by_request_text,by_response_text',
    input_format_skip_unknown_fields: 0,
  } as const;
}
