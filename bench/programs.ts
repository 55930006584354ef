/** What another program has cost so far, as Linux says it: undefined elsewhere, and for one that has ended. */
import { readFileSync } from 'node:fs';

/** Of all its threads, in milliseconds: user and system time, in hundredths of a second, stand behind the name, proc(5). */
export const processorMsOf = (pid: number | undefined): number | undefined =>
  read(`/proc/${pid}/stat`, (text) => {
    const fields = text.split(') ')[1]?.split(' ') ?? [];
    return 10 * (Number(fields[11]) + Number(fields[12]));
  });

/** Bytes. */
export const residentOf = (pid: number | undefined): number | undefined => statusOf(pid, /^VmRSS:\s*(\d+)/m);

/** The same without what is read from files and can be read again: what no other program can have. Bytes. */
export const anonymousOf = (pid: number | undefined): number | undefined => statusOf(pid, /^RssAnon:\s*(\d+)/m);

/** The most that it ever was, bytes. */
export const mostResidentOf = (pid: number | undefined): number | undefined => statusOf(pid, /^VmHWM:\s*(\d+)/m);

const statusOf = (pid: number | undefined, kilobytes: RegExp): number | undefined =>
  read(`/proc/${pid}/status`, (text) => 1024 * Number(kilobytes.exec(text)?.[1]));

function read(path: string, numberIn: (text: string) => number): number | undefined {
  try {
    const number = numberIn(readFileSync(path, 'utf8'));
    return Number.isNaN(number) ? undefined : number;
  } catch {
    return undefined;
  }
}
