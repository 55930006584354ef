/** What happens meanwhile: laps, contacts, chat, ballast, drivers who come and go, a banned one who keeps coming. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { happens, pick, type Random, whole } from '../../../sandbox/acserver/driving/random.ts';
import type { Driver, EventOf, EventType } from '../../../src/events/events.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { sleep } from '../../../src/kit/wait.ts';
import { eventually } from '../../eventually.ts';
import { byWebsocket } from '../director.ts';
import { LIMIT_MS } from './enforcement.ts';
import type { StormRig } from './rig.ts';

/** He comes back as often as he is kicked. */
export const BANNED = { name: 'Ben Banned', guid: '76561197900009998' } as const;

/** Ballast by order, and by a penalty. */
const CARRIED_KG = { order: 30, penalty: 10 } as const;

/** The car of the driver who makes room, and of the one who carries ballast. */
const [LEAVES, CARRIES] = [6, 0] as const;

/** How long a program outside waits for an answer from the edge. */
const ANSWERED_MS = 5000;

export class Race {
  readonly #rig: StormRig;
  readonly #random: Random;
  #racers: readonly Driver[] = [];
  #carrier: Driver | undefined;
  #lapMs = 90_000;
  #said = 0;
  #isOver = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(rig: StormRig, random: Random) {
    this.#rig = rig;
    this.#random = random;
  }

  get carrier(): { readonly name: string; readonly kg: number } {
    return { name: this.#carrier?.name ?? '', kg: CARRIED_KG.order + CARRIED_KG.penalty };
  }

  /** How many lines of chat were said. */
  get said(): number {
    return this.#said;
  }

  events<T extends EventType>(type: T): EventOf<T>[] {
    return this.#rig.edge.events().filter((event): event is EventOf<T> => event.type === type);
  }

  /** Starts a race that is longer than any storm. */
  async begin(): Promise<void> {
    const { edge } = this.#rig;
    const cfg = join(edge.directory, 'cfg', 'server_cfg.ini');
    const text = readFileSync(cfg, 'utf8').replace(/^WAIT_TIME=.*$/m, 'WAIT_TIME=1');
    writeFileSync(cfg, text.replace(/^LAPS=.*$/m, 'LAPS=30000'));
    await this.ask('server start');
    await eventually('everybody', () => this.events('driverLoaded').length === 8);
    await edge.order('calm');
    await edge.order('finish');
    await eventually('the race', () => this.events('sessionStarted').some(({ facts }) => facts.kind === 'race'));
    const drivers = this.events('driverJoined').map(({ driver }) => driver);
    this.#racers = drivers.filter(({ carId }) => carId !== LEAVES && carId !== CARRIES);
    this.#carrier = drivers.find(({ carId }) => carId === CARRIES);
    await edge.order(`leave ${LEAVES}`);
    await edge.order(`join "${BANNED.name}" ${BANNED.guid} ks_mazda_mx5_cup`);
    await eventually('he is here once', () =>
      this.events('driverJoined').some(({ driver }) => driver.guid === BANNED.guid),
    );
    await this.ask(`ban ${BANNED.guid}`);
    await this.ask(`ballast ${this.#carrier?.guid} ${CARRIED_KG.order}`);
    await this.ask(`penalty give ${this.#carrier?.guid} ballast ${CARRIED_KG.penalty} 200`);
    const [front, rear] = this.#racers;
    await edge.order(`collide ${front?.carId} ${rear?.carId}`);
    await eventually('an incident', () => this.events('incidentOpened').length > 0);
  }

  /** Says it to the edge itself, as a program beside it does; '' if the edge does not answer. */
  async ask(line: string): Promise<string> {
    const answered = byWebsocket(this.#rig).then(async (director) => {
      try {
        return await director.say(line);
      } finally {
        director.close();
      }
    });
    // An edge that is killed meanwhile does not answer.
    answered.catch(() => {});
    return Promise.race([answered.catch(() => ''), sleep(systemClock, ANSWERED_MS).then(() => '')]);
  }

  /**
   * @param everyMs about how often something happens
   * @param isSettled whether drivers may come or go
   */
  run(everyMs: number, isSettled: () => boolean): void {
    const go = async (): Promise<void> => {
      while (!this.#isOver) {
        await sleep(systemClock, whole(this.#random, 0, 2 * everyMs));
        // A driver who is changing seats cannot be given orders.
        await this.#step().catch(() => {});
      }
    };
    const comeAndGo = async (): Promise<void> => {
      while (!this.#isOver) await this.#comeAndGo(isSettled).catch(() => sleep(systemClock, 100));
    };
    this.#running = Promise.all([go(), comeAndGo()]);
  }

  /** The banned driver and the one with ballast, once more each. */
  async bothSitDown(): Promise<void> {
    const { lines } = this.#rig.log;
    const from = lines.length;
    for (const name of [BANNED.name, this.carrier.name]) {
      await eventually(`${name} sits down`, () =>
        lines.slice(from).some(({ text }) => text.startsWith(`DRIVER: ${name} `)),
      );
    }
    await sleep(systemClock, LIMIT_MS);
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #step(): Promise<void> {
    const { edge } = this.#rig;
    const racer = pick(this.#random, this.#racers);
    const other = pick(this.#random, this.#racers);
    if (!racer || !other) return;
    if (happens(this.#random, 0.25, 1)) {
      this.#said += 1;
      await edge.order(`say ${racer.carId} line ${this.#said} of the storm`);
    } else if (happens(this.#random, 0.1, 1) && racer !== other) {
      await edge.order(`collide ${racer.carId} ${other.carId}`);
    } else if (happens(this.#random, 0.12, 1)) {
      await this.ask(`penalty give ${racer.guid} ballast ${whole(this.#random, 1, 9)} ${whole(this.#random, 1, 5)}`);
    } else {
      // No two laps take the same time, or the second could be taken for a repeat of the first.
      this.#lapMs += 1;
      await edge.order(`lap ${racer.carId} ${this.#lapMs}`);
    }
  }

  async #comeAndGo(isSettled: () => boolean): Promise<void> {
    const { edge, log } = this.#rig;
    const { name, guid } = this.#carrier ?? { name: '', guid: '' };
    const seat = log.lines.findLast(({ text }) => text === `DRIVER ACCEPTED FOR CAR ${name}`);
    const carId = seat && /\d+$/.exec(log.lines[log.lines.indexOf(seat) - 1]?.text ?? '')?.[0];
    await eventually('the edge is there, or not', isSettled);
    await edge.order(`leave ${carId}`);
    await sleep(systemClock, whole(this.#random, 100, 600));
    await eventually('the edge is there, or not', isSettled);
    const seated = log.lines.length;
    await edge.order(`join "${name}" ${guid} ks_mazda_mx5_cup`);
    await eventually('he sits', () => log.lines.slice(seated).some(({ text }) => text.startsWith(`DRIVER: ${name} `)));
    await sleep(systemClock, whole(this.#random, 2500, 5000));
  }
}
