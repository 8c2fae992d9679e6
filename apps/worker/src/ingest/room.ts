/** Room for so much at once; who finds none waits in line. */
export interface Room {
  /** Resolves when there is room for `weight`, or nobody is in; call what it gives when it is free again, once. */
  enter(weight: number): Promise<() => void>;
}

/** `size` is in whatever unit the weights are. What is heavier than all of it goes in alone. */
export function createRoom(size: number): Room {
  const line: { weight: number; go: () => void }[] = [];
  let taken = 0;
  const admit = (): void => {
    for (
      let next = line[0];
      next !== undefined && (taken === 0 || taken + next.weight <= size);
      next = line[0]
    ) {
      line.shift();
      taken += next.weight;
      next.go();
    }
  };
  return {
    async enter(weight) {
      await new Promise<void>((go) => {
        line.push({ weight, go });
        admit();
      });
      return () => {
        taken -= weight;
        admit();
      };
    },
  };
}
