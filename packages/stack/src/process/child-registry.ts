import type { FolderLock } from './folder-lock.ts';
import type { StackChild } from './spawn-child.ts';

/** The children of one stack. */
export interface ChildRegistry {
  readonly children: ReadonlyMap<string, StackChild>;
  /** Resolves with one line when a child ends without `stop` having been called. */
  readonly died: Promise<string>;
  /** Waits until the child is up and takes it in. */
  keep<T extends StackChild>(name: string, logFile: string, starting: Promise<T>): Promise<T>;
  /** Ends all children cleanly, then gives the folder back. */
  stop(): Promise<void>;
}

export function createChildRegistry(lock: FolderLock): ChildRegistry {
  const children = new Map<string, StackChild>();
  let reportDeath: (line: string) => void = () => undefined;
  const died = new Promise<string>((resolve) => (reportDeath = resolve));
  let stopping = false;
  return {
    children,
    died,
    keep: async (name, logFile, starting) => {
      const child = await starting;
      children.set(name, child);
      void child.exited.then((how) => {
        if (!stopping) reportDeath(`${name} ${how} (log: ${logFile}).`);
      });
      await lock.addChild(child.pid);
      return child;
    },
    stop: async () => {
      stopping = true;
      await Promise.all([...children.values()].map((child) => child.stop()));
      await lock.release();
    },
  };
}
