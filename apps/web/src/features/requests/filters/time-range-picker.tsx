'use client';
import { Select } from '../../../components/select.tsx';
import { type TimeRangeName, timeRangeNames, timeRangePresets } from './time-range.ts';

const options = timeRangeNames.map((name) => ({ value: name, label: timeRangePresets[name].label }));

export function TimeRangePicker({
  value,
  onChange,
}: {
  value: TimeRangeName;
  onChange: (range: TimeRangeName) => void;
}) {
  return (
    <Select
      aria-label="Time range"
      value={value}
      onValueChange={onChange}
      options={options}
      className="w-auto min-w-40"
    />
  );
}
