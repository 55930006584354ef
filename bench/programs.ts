/** What another process has used so far, from Linux's /proc: undefined on other systems and for a process that has ended. */
import { readFileSync } from 'node:fs';

/** All its threads, ms: user and system time follow the name, in hundredths of a second; see proc(5). */
export const processorMsOf = (pid: number | undefined): number | undefined =>
  read(`/proc/${pid}/stat`, (text) => {
    const fields = text.split(') ')[1]?.split(' ') ?? [];
    return 10 * (Number(fields[11]) + Number(fields[12]));
  });

/** Bytes. */
export const residentOf = (pid: number | undefined): number | undefined => statusOf(pid, /^VmRSS:\s*(\d+)/m);

/** Without pages of files, which can be read again: memory that no other program can have. Bytes. */
export const anonymousOf = (pid: number | undefined): number | undefined => statusOf(pid, /^RssAnon:\s*(\d+)/m);

/** The peak, bytes. */
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
