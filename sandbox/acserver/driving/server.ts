import type { FromPlugin } from '../../../src/acserver/udp/packets.ts';
import { type Answer, answer, type Order } from '../answers.ts';
import type { SessionConfig } from '../config.ts';
import { splitLines, tyreLines } from '../log/driving.ts';
import { presentSlots, type Slot, type World } from '../world.ts';
import { updateOf } from './car.ts';
import { skillOf } from './crowd.ts';
import type { Happening } from './field.ts';
import { grant, loadOf, putOut, say } from './paddock.ts';
import { createScene, type Scene, type SceneOptions } from './scene.ts';
import { SessionRunner } from './sessions.ts';
import { STEP_MS, startTicker } from './ticker.ts';

export interface DrivingOptions extends SceneOptions {
  /** 2 lets everything happen twice as fast. */
  speed: number;
  /** After each NEW_SESSION: the lobby is told. */
  onSession?(): void;
  /** After the last session of a server without LOOP_MODE. */
  onEnd(): void;
}

/** Somebody from outside. Who connects with the admin password is an admin from the start. */
export interface Visitor {
  name: string;
  guid: string;
  model?: string | undefined;
  password?: string | undefined;
}

/** A server on which synthetic cars are driven, and which obeys. */
export class DrivingServer {
  readonly scene: Scene;
  readonly sessions: SessionRunner;
  readonly #options: DrivingOptions;
  #stop = () => {};
  #positions = { everyMs: 0, nextMs: 0 };
  #isOpen = false;
  /** Only while the server is open: who was kept waiting does not come in a crowd. */
  #openMs = 0;

  constructor(options: DrivingOptions) {
    this.#options = options;
    this.scene = createScene(options);
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
    const { clock, speed } = this.#options;
    this.scene.send({ type: 'version', protocolVersion: 4 });
    this.sessions.start();
    this.#stop = startTicker({ clock, speed, step: (nowMs) => this.#step(nowMs) });
  }

  world(): World {
    return this.scene.world;
  }

  receive(packet: FromPlugin): void {
    const { world, dialect } = this.scene;
    if (!dialect.hears(packet)) return;
    const isEmpty = packet.type === 'getCarInfo' && !world.slots[packet.carId]?.driver;
    if (isEmpty && !dialect.answersForEmptySlots) return;
    this.#give(answer(world, this.sessions.announced(), packet));
  }

  obey(order: Order): void {
    const { world } = this.scene;
    if (order.kind === 'next') this.sessions.next();
    else if (order.kind === 'restart') this.sessions.restart();
    else if (order.kind === 'kick') putOut(this.scene, order);
    else if (order.kind === 'ballast') this.#burden(world.slots[order.carId], { ballastKg: order.kg });
    else if (order.kind === 'restrictor') this.#burden(world.slots[order.carId], { restrictor: order.percent });
    else if (order.kind === 'positions')
      this.#positions = { everyMs: order.everyMs, nextMs: world.nowMs + order.everyMs };
    else this.#setSession(order.session);
  }

  /** What a driver types in his car. */
  say(carId: number, message: string): void {
    const order = say(this.scene, carId, message);
    if (order) this.obey(order);
  }

  /** Lets something happen that a client would have reported. */
  happen(happening: Happening): void {
    if (happening.kind === 'contact') this.scene.reports.contact(happening.blows, happening.atMs);
    else if (happening.kind === 'wall') this.scene.reports.wall(happening.blow, happening.atMs);
    else this.#timed(happening);
  }

  /** A driver from outside asks for a slot, in a car that fits one when he names none. */
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

  /** From now on drivers come. */
  open(): void {
    this.#isOpen = true;
  }

  close(): void {
    this.#stop();
  }

  #step(nowMs: number): void {
    const { world, field, crowd, reports } = this.scene;
    for (const happening of field.step(nowMs)) this.happen(happening);
    world.nowMs = Math.max(world.nowMs, nowMs);
    for (const report of reports.due(nowMs)) this.sessions.contact(report);
    if (this.#isOpen) this.#openMs += STEP_MS;
    const wishes = this.#isOpen ? crowd.step(this.#openMs, world.session?.sessionType === 3) : [];
    for (const wish of wishes) {
      const order = grant(this.scene, wish);
      if (order) this.obey(order);
    }
    this.#sendPositions();
    this.sessions.step();
  }

  #timed(happening: Extract<Happening, { carId: number }>): void {
    const { world, print } = this.scene;
    const slot = world.slots[happening.carId];
    if (!slot?.isLoaded) return;
    world.nowMs = Math.max(world.nowMs, happening.atMs);
    if (happening.kind === 'lap') this.sessions.lap(happening);
    else if (happening.kind === 'split') print(splitLines(slot, happening.split, happening.ms));
    else print(tyreLines(slot, 'M'));
  }

  /** One burst an interval, in the order of the car ids. */
  #sendPositions(): void {
    const { world, field, track, send } = this.scene;
    const { everyMs, nextMs } = this.#positions;
    if (everyMs === 0 || world.nowMs < nextMs) return;
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
