import type { Vec3 } from '../../../src/acserver/udp/fields.ts';
import { type Answer, answer, type Order } from '../answers.ts';
import { removeFromBlacklist, watchBlacklist } from '../blacklist.ts';
import type { SessionConfig } from '../config.ts';
import { splitLines, tyreLines } from '../log/driving.ts';
import type { Heard } from '../plugin.ts';
import { presentSlots, type Slot, type World } from '../world.ts';
import { type Console, runLine } from './assettoLines.ts';
import { updateOf } from './car.ts';
import { inFrame } from './contact.ts';
import { skillOf } from './crowd.ts';
import { ManagerReports } from './enhanced.ts';
import type { Happening } from './happening.ts';
import { grant, loadOf, putOut, reloadBlacklist, say } from './paddock.ts';
import { createScene, type Scene, type SceneOptions } from './scene.ts';
import { SessionRunner } from './sessions.ts';
import { STEP_MS, startTicker } from './ticker.ts';

export interface DrivingOptions extends SceneOptions {
  /** 2 runs everything twice as fast. */
  speed: number;
  /** Called after each NEW_SESSION: the lobby gets it. */
  onSession?(): void;
  /** Called after the last session of a server without LOOP_MODE. */
  onEnd(): void;
}

/** A driver from outside. Joining with the admin password makes them an admin from the start. */
export interface Visitor {
  name: string;
  guid: string;
  model?: string | undefined;
  password?: string | undefined;
}

/** A server with simulated cars that carries out orders. */
export class DrivingServer {
  readonly scene: Scene;
  readonly sessions: SessionRunner;
  readonly #options: DrivingOptions;
  readonly #manager: ManagerReports;
  #stop = () => {};
  #unwatch = () => {};
  #positions: { everyMs: number; nextMs: number };
  #isOpen = false;
  /** The time while the server was open, so that waiting drivers do not all join at once. */
  #openMs = 0;

  constructor(options: DrivingOptions) {
    this.#options = options;
    this.scene = createScene(options);
    this.#manager = new ManagerReports(this.scene);
    const everyMs = this.#onOurClock(options.dialect.positionsMs);
    this.#positions = { everyMs, nextMs: everyMs };
    this.sessions = new SessionRunner(this.scene, {
      onChange: () => options.onSession?.(),
      onEnd: () => {
        this.close();
        options.onEnd();
      },
    });
  }

  /** Sends VERSION and the first NEW_SESSION before it returns. */
  start(): void {
    const { clock, speed, directory, dialect } = this.#options;
    this.scene.send({ type: 'version', protocolVersion: 4 });
    this.sessions.start();
    if (dialect.blacklist === 'watched') this.#unwatch = watchBlacklist(directory, () => reloadBlacklist(this.scene));
    this.#stop = startTicker({ clock, speed, step: (nowMs) => this.#step(nowMs) });
  }

  world(): World {
    return this.scene.world;
  }

  receive(packet: Heard): void {
    const { world, dialect, send } = this.scene;
    if (!dialect.hears(packet)) return;
    if (packet.type === 'askVersion') send({ type: 'version', protocolVersion: 4 });
    else if (packet.type === 'enableReporting' || packet.type === 'ping') this.#manager.answer(packet);
    else {
      const message = dialect.refusal(world, packet);
      const isEmpty = packet.type === 'getCarInfo' && !world.slots[packet.carId]?.driver;
      if (message !== undefined) send({ type: 'error', message });
      else if (!isEmpty || dialect.answersForEmptySlots) {
        this.#give(answer(world, this.sessions.announced(), packet, dialect.orderOf));
      }
    }
  }

  /** Returns whether it could be done. */
  obey(order: Order): boolean {
    if (order.kind === 'next') return this.sessions.next();
    if (order.kind === 'restart') return this.sessions.restart();
    this.#do(order);
    return true;
  }

  /** Runs a line of the remote console; returns the answer. */
  runLine(line: string): string {
    const { world, admins } = this.scene;
    const server: Console = { world, admins, obey: (order) => this.obey(order) };
    return runLine(server, line);
  }

  #do(order: Exclude<Order, { kind: 'next' | 'restart' }>): void {
    const { world, barred, directory } = this.scene;
    if (order.kind === 'kick') putOut(this.scene, order);
    else if (order.kind === 'ballast') this.#burden(world.slots[order.carId], { ballastKg: order.kg });
    else if (order.kind === 'restrictor') this.#burden(world.slots[order.carId], { restrictor: order.percent });
    else if (order.kind === 'positions') {
      const everyMs = this.#onOurClock(order.everyMs);
      this.#positions = { everyMs, nextMs: world.nowMs + everyMs };
    } else if (order.kind === 'weather') this.sessions.nextWeather();
    else if (order.kind === 'setSession') this.#setSession(order.session);
    else if (barred.delete(order.guid)) removeFromBlacklist(directory, order.guid);
  }

  /** Handles what a driver types in the car. */
  say(carId: number, message: string): void {
    this.#command(say(this.scene, carId, message));
  }

  /** Makes something happen that a client would have reported. */
  happen(happening: Happening): void {
    if (happening.kind === 'contact') this.scene.reports.contact(happening.blows, happening.atMs);
    else if (happening.kind === 'wall') this.scene.reports.wall(happening.blow, happening.atMs);
    else this.#timed(happening);
  }

  /** The nose of a car hits a car without a client, so only this car reports it. */
  hitTraffic(carId: number, ghost: number): void {
    const { field, reports, world } = this.scene;
    const car = field.cars.get(carId);
    if (!car) return;
    const place: Vec3 = [car.pos[0] + car.heading[0] * 2.2, car.pos[1] + 0.3, car.pos[2] + car.heading[1] * 2.2];
    const impactSpeed = Math.max(10, car.speed * 3.6);
    reports.traffic({ carId, impactSpeed, world: place, rel: inFrame(car, place) }, ghost, world.nowMs);
  }

  /** A driver from outside asks for a slot, by default with a car that fits one. */
  invite({ name, guid, model = '', password }: Visitor): void {
    const { world, crowd, random } = this.scene;
    const free = world.slots.find(({ driver, entry }) => !driver && (!model || entry.model === model));
    const car = free?.entry ?? { model: model || (world.config.cars[0] ?? ''), skin: '' };
    crowd.invite({ name, guid, team: '', model: car.model, skin: car.skin, skill: skillOf(random), password });
  }

  /** A driver leaves and does not come back. */
  dismiss(guid: string): void {
    grant(this.scene, { kind: 'leave', guid });
    this.scene.crowd.dismiss(guid);
  }

  /** From now on drivers join. */
  open(): void {
    this.#isOpen = true;
  }

  close(): void {
    this.#stop();
    this.#unwatch();
  }

  #step(nowMs: number): void {
    const { world, field, staging, crowd, reports } = this.scene;
    staging.step(nowMs);
    for (const happening of field.step(nowMs)) this.happen(happening);
    world.nowMs = Math.max(world.nowMs, nowMs);
    for (const report of reports.due(nowMs)) this.sessions.contact(report);
    if (this.#isOpen) this.#openMs += STEP_MS;
    const wishes = this.#isOpen ? crowd.step(this.#openMs, world.session?.sessionType === 3) : [];
    for (const wish of wishes) this.#command(grant(this.scene, wish));
    this.#sendPositions();
    this.sessions.step();
  }

  #timed(happening: Extract<Happening, { carId: number }>): void {
    const { world, print } = this.scene;
    const slot = world.slots[happening.carId];
    if (!slot?.isLoaded) return;
    world.nowMs = Math.max(world.nowMs, happening.atMs);
    this.#manager.tell(happening);
    if (happening.kind === 'lap') this.sessions.lap(happening);
    else if (happening.kind === 'split') print(splitLines(slot, happening.split, happening.ms));
    else print(tyreLines(slot, 'M'));
  }

  /** Runs a line of an admin in the game. */
  #command(line: string | undefined): void {
    if (line === undefined) return;
    const { orderOf } = this.scene.dialect;
    if (!orderOf) {
      this.runLine(line.slice(1)); // only here is the slash removed
      return;
    }
    const { order } = orderOf(this.scene.world, line);
    if (order) this.obey(order);
  }

  /** Converts to the simulated clock: a listener's clock and receive buffer do not speed up with a faster race. */
  #onOurClock(ms: number): number {
    return ms * Math.max(1, this.#options.speed);
  }

  /** One burst per interval, in the order of the car ids. */
  #sendPositions(): void {
    const { world, field, track, send, dialect } = this.scene;
    const { everyMs, nextMs } = this.#positions;
    // AssettoServer cannot be silenced: at 0 it sends as often as it can.
    if ((everyMs === 0 && dialect.positionsMs === 0) || world.nowMs < nextMs) return;
    this.#positions.nextMs = Math.max(nextMs + everyMs, world.nowMs);
    for (const { carId } of presentSlots(world)) {
      const car = field.cars.get(carId);
      if (car) send(updateOf(car, track));
    }
  }

  #give({ lines = [], replies = [], order }: Answer): void {
    this.scene.print(lines);
    for (const reply of replies) this.scene.send(reply);
    if (order) this.obey(order);
  }

  #burden(slot: Slot | undefined, load: Partial<ReturnType<typeof loadOf>>): void {
    if (!slot) return;
    Object.assign(slot, load);
    const car = this.scene.field.cars.get(slot.carId);
    if (car) Object.assign(car, loadOf(slot));
  }

  #setSession({
    sessionIndex,
    name,
    sessionType,
    laps,
    time,
    waitTime,
  }: Extract<Order, { kind: 'setSession' }>['session']) {
    const { world, dialect } = this.scene;
    const known = world.config.sessions[sessionIndex];
    if (!known) return;
    const session: SessionConfig = { ...known, name, type: sessionType, laps, minutes: time, waitSeconds: waitTime };
    const sessions = world.config.sessions.with(sessionIndex, session);
    world.config = { ...world.config, sessions };
    if (dialect.setSession === 'jump') this.sessions.jump(sessionIndex);
  }
}
