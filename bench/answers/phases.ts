/** Why the slowest of many answers were slow: each is cut into the steps that witness.ts noted in Pitwall. */
import { subscribe } from 'node:diagnostics_channel';
import { PerformanceObserver } from 'node:perf_hooks';
import { at } from './figures.ts';

/** One step inside Pitwall. `at` and `ms` are milliseconds of the machine's clock. */
export interface Mark {
  readonly what: 'heard' | 'commit' | 'request' | 'collection';
  readonly at: number;
  readonly ms: number;
}

interface Sample {
  readonly begun: number;
  readonly ended: number;
}

const SLOWEST = 10;
const PHASES = ['all', 'until heard', 'worked', 'disk', 'until sent', 'arrived', 'answered'] as const;
type Phases = Readonly<Record<(typeof PHASES)[number], number | undefined>>;

/** The same in every process. */
export const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;

export class Timeline {
  readonly #samples: Sample[] = [];
  /** When Pitwall's requests reached the local Discord, which runs in this process. */
  readonly #arrivals: number[] = [];
  readonly #collections: { readonly at: number; readonly ms: number }[] = [];

  constructor() {
    subscribe('http.server.request.start', () => this.#arrivals.push(machineMs()));
    const ownToMachine = machineMs() - performance.now();
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        this.#collections.push({ at: startTime + ownToMachine, ms: duration });
    }).observe({ entryTypes: ['gc'] });
  }

  async noted(work: () => Promise<void>): Promise<void> {
    const begun = machineMs();
    await work();
    this.#samples.push({ begun, ended: machineMs() });
  }

  tell(marks: readonly Mark[]): void {
    const rows = this.#samples.map((sample) => ({ sample, phases: this.#cut(sample, within(marks, sample)) }));
    console.log(['   ', ...PHASES].join('  '));
    for (const part of [0.5, 0.9, 0.99]) {
      const told = PHASES.map((phase) =>
        at(
          rows.flatMap(({ phases }) => phases[phase] ?? []),
          part,
        )
          .toFixed(1)
          .padStart(phase.length),
      );
      console.log([`p${part * 100}`, ...told].join('  '));
    }
    const slowest = rows.toSorted((a, b) => (b.phases.all ?? 0) - (a.phases.all ?? 0)).slice(0, SLOWEST);
    for (const { sample, phases } of slowest) console.log(`${lineOf(phases)}  ${this.#beside(sample, marks)}`);
  }

  #cut({ begun, ended }: Sample, marks: readonly Mark[]): Phases {
    const heard = marks.find(({ what }) => what === 'heard')?.at;
    const request = marks.find(({ what, at: then }) => what === 'request' && then > (heard ?? begun))?.at;
    const commit = marks.find(
      ({ what, at: then }) => what === 'commit' && then > (heard ?? begun) && then < (request ?? ended),
    );
    const arrived = this.#arrivals.find((then) => then > (request ?? begun) && then < ended);
    const before = commit ? commit.at + commit.ms : heard;
    return {
      all: ended - begun,
      'until heard': between(begun, heard),
      worked: commit && between(heard, commit.at),
      disk: commit?.ms,
      'until sent': between(before, request),
      arrived: between(request, arrived),
      answered: between(arrived, ended),
    };
  }

  /** What else happened at that time: other commits, and garbage collection on either side. */
  #beside({ begun, ended }: Sample, marks: readonly Mark[]): string {
    const meets = (mark: { readonly at: number; readonly ms: number }): boolean =>
      mark.at < ended && mark.at + mark.ms > begun;
    const commits = marks.filter((mark) => mark.what === 'commit' && meets(mark));
    const told: Readonly<Record<string, readonly { readonly ms: number }[]>> = {
      commits,
      'collected by Pitwall': marks.filter((mark) => mark.what === 'collection' && meets(mark)),
      'collected by the bench': this.#collections.filter(meets),
    };
    return Object.entries(told)
      .filter(([, found]) => found.length > 0)
      .map(([what, found]) => `${what}: ${found.map(({ ms }) => ms.toFixed(1)).join(', ')}`)
      .join('; ');
  }
}

const within = (marks: readonly Mark[], { begun, ended }: Sample): readonly Mark[] =>
  marks.filter(({ at: then }) => then >= begun && then <= ended);

const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

const lineOf = (phases: Phases): string =>
  ['   ', ...PHASES.map((phase) => (phases[phase]?.toFixed(1) ?? '-').padStart(phase.length))].join('  ');
