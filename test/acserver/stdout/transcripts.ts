import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../fixtures/stdout/', import.meta.url);

/** The real transcripts, by file name. */
export const transcripts = readdirSync(folder).filter((name) => name.endsWith('.log'));

export const bytesOf = (name: string): Buffer => readFileSync(new URL(name, folder));

/** A transcript's lines without their line endings. */
export const linesOf = (name: string): string[] =>
  bytesOf(name)
    .toString('utf8')
    .split(/\r\n|\n|\r/);

export interface Sample {
  readonly line: string;
  readonly event: string;
  readonly fields: Record<string, unknown>;
}

/** The collected lines with what they mean. */
export const samples: Sample[] = readFileSync(new URL('lines.ndjson', folder), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
