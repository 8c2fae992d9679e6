'use client';
import type { EndUserDetail } from '@heliograph/contracts/users';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { useNow } from '../../components/use-now.ts';
import { prepareOverTime } from '../explore/prepare-over-time.ts';

interface UserChartsProps {
  detail: Pick<EndUserDetail, 'overTime' | 'intervalSeconds'>;
  timeRange: { from: string; to: string };
}

/** Requests and cost of an end user over time. */
export function UserCharts({ detail: { overTime, intervalSeconds }, timeRange }: UserChartsProps) {
  const now = useNow() ?? 0;
  const spanMs = Date.parse(timeRange.to) - Date.parse(timeRange.from);
  const options = { intervalSeconds, spanMs, now };
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <TimeChart
        label="Requests over time"
        title="Requests"
        model={prepareOverTime(overTime, 'requests', options)}
        height={180}
      />
      <TimeChart
        label="Cost over time"
        title="Cost"
        model={prepareOverTime(overTime, 'costUsd', options)}
        height={180}
      />
    </div>
  );
}
