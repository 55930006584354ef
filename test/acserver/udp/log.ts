import type { TrafficLog } from '../../../src/acserver/udp/drops.ts';

/** Remembers what was logged. */
export class LogLines implements TrafficLog {
  readonly lines: object[] = [];

  debug = (fields: object, message: string) => this.#add('debug', fields, message);
  info = (fields: object, message: string) => this.#add('info', fields, message);
  warn = (fields: object, message: string) => this.#add('warn', fields, message);

  #add(level: string, fields: object, message: string): void {
    this.lines.push({ level, message, ...fields });
  }
}
