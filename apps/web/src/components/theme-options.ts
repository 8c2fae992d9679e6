import { Monitor, Moon, Sun } from 'lucide-react';

/** The themes one can choose from, as next-themes names them. */
export const themeOptions = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'System', icon: Monitor },
];
