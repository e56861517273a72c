import process from "node:process";

/** Between two looks, in milliseconds. */
const PAUSE = 1;

/**
 * Writes down, again and again, how long others just had to wait for their turn in this process: what it took of the
 * processor from one turn to the next, in milliseconds. Unlike the time on a clock it does not grow where the machine
 * is busy with something else.
 */
export function watchHolds(held: number[]): void {
  const look = (before: NodeJS.CpuUsage) => {
    const { user, system } = process.cpuUsage(before);
    held.push((user + system) / 1000);
    const now = process.cpuUsage();
    setTimeout(() => look(now), PAUSE);
  };
  look(process.cpuUsage());
}
