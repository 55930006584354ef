import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { messageOf, UserError } from '../../../src/kit/errors.ts';
import { presentSlots, type Slot } from '../world.ts';
import { equalSectors } from './car.ts';
import { tellExtra } from './extraInfo.ts';
import type { LapHappening } from './happening.ts';
import { clearPenalty, penalise } from './managerPenalties.ts';
import { MANAGERS_TYPES, type ManagersType } from './managersTypes.ts';
import { SCRIPTS, type ScriptName } from './scripts.ts';
import type { DrivingServer } from './server.ts';

export const controlUsage = `    say CAR TEXT               a driver types something
    type CAR JSON              the same, with any characters: type 3 "one\\ntwo"
    hidden CAR                 the driver's Custom Shaders Patch talks to others by a chat line nobody is shown
    join "NAME" GUID [MODEL] [PASSWORD]
                               somebody asks for a slot and has loaded a moment later
    leave CAR                  a driver leaves and stays away
    collide CAR OTHER          the other one runs into the car's back
    scene KIND CAR OTHER       both drive up to a contact, the other one from behind: nose-to-tail, side, squeeze, dive
                               (down the inside of a corner), rejoin (the car comes back onto the track in front of it) or
                               unseen (the same, and the other one does not brake)
    meet KIND [CAR]            the same of two that are near each other, from where they are; of this car in front
    traffic CAR SLOT           assettoserver: the car hits one of the AI traffic, in a slot nobody ever sat in
    lap CAR MS [CUTS]          a lap is reported
    finish                     the session is over: in a race everybody finishes as they are placed
    tell LINE                  acsm: a line of extra information, with the server's car ids
    penalise CAR "TYPE" EXTRA [LAPS] [ACCOUNT]
                               acsm: an account of the manager gives a penalty that clears after so many laps
    clear CAR "TYPE"           acsm: an account takes the penalty back
    drivers                    answered by who sits in the cars, as JSON: [{ "carId": 3, "name": "Mara Quint" }]
    calm                       from now on nobody leaves, talks or drives off of their own accord`;

/**
 * Carries out an order at once. Cars are given by car id. Returns the answer to a question, if it was one.
 *
 * @throws UserError for an order that cannot be carried out
 */
export function control(server: DrivingServer, line: string): string | undefined {
  const [word = '', ...words] = line.match(/"[^"]*"|\S+/g) ?? [];
  const order = Object.hasOwn(orders, word) ? orders[word] : undefined;
  if (!order) throw new UserError(`unknown order "${word}": ${Object.keys(orders).join(', ')}`);
  const bare = words.map((each) => each.replace(/^"(.*)"$/, '$1'));
  const answer = order(server, bare, line);
  return typeof answer === 'string' ? answer : undefined;
}

/** Listens on the loopback. Each line gets a one-line answer. */
export async function openControl(server: DrivingServer, port: number): Promise<void> {
  const listener = createServer((socket) => {
    socket.on('error', () => {}); // the client is gone
    createInterface({ input: socket }).on('line', (line) => socket.write(`${answerTo(server, line)}\n`));
  });
  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');
}

function answerTo(server: DrivingServer, line: string): string {
  try {
    return control(server, line) ?? 'ok';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return messageOf(error);
  }
}

function scriptOf(kind: string | undefined): ScriptName {
  const name = SCRIPTS.find((each) => each === kind);
  if (!name) throw new UserError(`a scene is one of ${SCRIPTS.join(', ')}, not "${kind}"`);
  return name;
}

type GiveOrder = (server: DrivingServer, words: readonly string[], line: string) => unknown;

const orders: Readonly<Record<string, GiveOrder>> = {
  say(server, [carId], line) {
    const { carId: car } = seat(server, carId);
    const text = line.replace(/^\s*say\s+\S+\s?/, '');
    if (!text) throw new UserError('say needs a text: say 3 hello');
    server.say(car, text);
  },
  type(server, [carId], line) {
    const { carId: car } = seat(server, carId);
    server.say(car, jsonText(line.replace(/^\s*type\s+\S+\s?/, '')));
  },
  hidden(server, [carId]) {
    const { carId: car } = seat(server, carId);
    server.say(car, HIDDEN_CHAT);
  },
  join(server, [name, guid, model, password]) {
    if (!name || !guid) throw new UserError('join needs a name and a GUID: join "Mara Quint" 76561197900009999');
    server.invite({ name, guid, model, password });
  },
  leave(server, [carId]) {
    server.dismiss(seat(server, carId).driver.guid);
  },
  collide(server, [carId, other]) {
    const [front, rear] = [loaded(server, carId), loaded(server, other)];
    if (front === rear) throw new UserError('a car does not run into itself');
    server.scene.field.collide(front.carId, rear.carId, server.world().nowMs);
  },
  scene(server, [kind, carId, other]) {
    const name = scriptOf(kind);
    const [front, rear] = [loaded(server, carId), loaded(server, other)];
    if (front === rear) throw new UserError('a scene needs two cars');
    server.scene.field.play(name, [front.carId, rear.carId], server.world().nowMs);
  },
  meet(server, [kind, carId]) {
    const front = carId === undefined ? undefined : loaded(server, carId).carId;
    if (server.scene.staging.meet(scriptOf(kind), server.world().nowMs, front)) return;
    throw new UserError('nobody is near enough for that');
  },
  traffic(server, [carId, slot]) {
    if (server.scene.dialect.answersForEmptySlots) throw new UserError('only assettoserver has AI traffic');
    const { lastDriver, carId: ghost } = slotOf(server, slot);
    if (lastDriver) throw new UserError(`somebody has sat in car ${ghost}`);
    server.hitTraffic(loaded(server, carId).carId, ghost);
  },
  tell(server, _, line) {
    const text = line.replace(/^\s*tell\s*/, '');
    if (!server.scene.dialect.enhanced) throw new UserError('only acsm has extra information');
    if (!/^[^,]+,\d+(,|$)/.test(text)) throw new UserError('tell needs a line: tell Infraction,3,GUID,0,1,3,5');
    tellExtra(server.scene, (carIdOf) => text.replace(/(?<=^[^,]+,)\d+/, (carId) => String(carIdOf(Number(carId)))));
  },
  penalise(server, [carId, type, extra, laps = '0', by = 'admin']) {
    const order = { type: managersType(server, type), clearIn: numberOf('a number of laps', laps), by, cause: 9 };
    const { carId: car } = seat(server, carId);
    penalise(server.scene, slotOf(server, String(car)), { ...order, extra: numberOf('an extra', extra) });
  },
  clear(server, [carId, type]) {
    const { carId: car } = seat(server, carId);
    if (clearPenalty(server.scene, slotOf(server, String(car)), managersType(server, type))) return;
    throw new UserError(`car ${car} has no such penalty`);
  },
  lap(server, [carId, ms, cuts = '0']) {
    const lapMs = numberOf('a lap time in milliseconds', ms);
    // One millisecond later each time, so that orders keep their sequence within one step of the simulation.
    const atMs = server.world().nowMs + 1;
    const { carId: car } = loaded(server, carId);
    const [allCuts, sectors] = [numberOf('a number of cuts', cuts), equalSectors(lapMs)];
    tellEarlierSectors(server, { carId: car, atMs, sectors });
    server.happen({ kind: 'lap', atMs, carId: car, lapMs, cuts: allCuts, lastCuts: allCuts, sectors });
  },
  finish: (server) => server.sessions.finish(),
  drivers: (server) =>
    JSON.stringify(
      presentSlots(server.world())
        .filter(({ isLoaded }) => isLoaded)
        .map(({ carId, driver }) => ({ carId, name: driver?.name })),
    ),
  calm(server) {
    server.scene.crowd.calm();
    server.scene.field.calm();
  },
};

/** The manager's server reports every sector of a lap, not just the last one. */
function tellEarlierSectors(
  server: DrivingServer,
  { carId, atMs, sectors }: Pick<LapHappening, 'carId' | 'atMs' | 'sectors'>,
): void {
  if (!server.scene.dialect.enhanced) return;
  for (const [split, ms] of sectors.slice(0, -1).entries()) {
    server.happen({ kind: 'split', atMs, carId, split, ms, cuts: 0 });
  }
}

function managersType({ scene }: DrivingServer, word: string | undefined): ManagersType {
  if (!scene.dialect.enhanced) throw new UserError('only acsm has custom penalties');
  const type = MANAGERS_TYPES.find((each) => each === word);
  if (type) return type;
  throw new UserError(`a penalty is one of ${MANAGERS_TYPES.join(', ')}, not "${word}"`);
}

/** As relayed by a server without CSP's own packets: tabs hide it from the game's own chat window. */
const HIDDEN_CHAT = '\t\t\t\t$CSP0:YOpFD5uQc2V0ADA';

function jsonText(json: string): string {
  try {
    const text: unknown = JSON.parse(json);
    if (typeof text === 'string' && text !== '') return text;
  } catch {
    // thrown below
  }
  throw new UserError('type needs a text in quotes: type 3 "one\\ntwo"');
}

function slotOf(server: DrivingServer, word: string | undefined): Slot {
  const slot = server.world().slots[numberOf('a slot', word)];
  if (slot) return slot;
  throw new UserError(`there is no slot ${word}`);
}

function seat(server: DrivingServer, word: string | undefined) {
  const slot = server.world().slots[numberOf('a car id', word)];
  if (slot?.driver) return { ...slot, driver: slot.driver };
  throw new UserError(`there is nobody in car ${word}`);
}

function loaded(server: DrivingServer, word: string | undefined): Slot {
  const slot = server.world().slots[seat(server, word).carId];
  if (slot?.isLoaded) return slot;
  throw new UserError(`the driver of car ${word} is still loading`);
}

function numberOf(what: string, word = ''): number {
  if (/^\d{1,9}$/.test(word)) return Number(word);
  throw new UserError(`${what} is a whole number, not "${word}"`);
}
