'use client';
import type { CacheReport } from '@heliograph/contracts/cache';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { prepareChart } from './prepare-series.ts';

interface CacheCourseProps {
  report: CacheReport;
  /** Of the range shown, ms since the epoch. */
  from: number;
  until: number;
}

/** How hits and misses went, step by step. */
export function CacheCourse({ report, from, until }: CacheCourseProps) {
  return <TimeChart label="Hits and misses over time" model={prepareChart(report, from, until)} />;
}
