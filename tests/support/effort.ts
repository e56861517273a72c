import process from "node:process";

/** What some work takes of the processor, in milliseconds: what else the machine is busy with does not count. */
export function effortOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
