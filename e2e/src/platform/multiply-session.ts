import { createClickHouseClient } from '@heliograph/clickhouse/client';

/** Fills a session with so many copies of the last request of another, 300 ms apart, in 20 places of 25 each. */
export async function multiplySession(
  url: string,
  { from, to, requests }: { from: string; to: string; requests: number },
): Promise<void> {
  const client = createClickHouseClient({ url });
  await client.command({
    query: `INSERT INTO requests SELECT * EXCEPT (number) REPLACE (
        generateUUIDv7() AS id,
        created_at - INTERVAL 1 HOUR + toIntervalMillisecond(number * 300) AS created_at,
        {to:String} AS session_id,
        concat('/suite ', toString(number % 20), '/case ', toString(intDiv(number, 20) % 25)) AS session_path,
        200 + number * 7919 % 900 AS latency_ms,
        if(number % 97 = 0, 'failed', 'success') AS outcome)
      FROM (SELECT * FROM requests WHERE session_id = {from:String} ORDER BY created_at DESC LIMIT 1) AS original
      CROSS JOIN numbers({requests:UInt64}) AS copies`,
    query_params: { from, to, requests },
  });
  await client.close();
}
