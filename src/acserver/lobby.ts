import type { Configuration } from './configuration.ts';
import type { ConfiguredSession, SessionSection } from './ini/sessions.ts';

/** The address that acServer uses for Assetto Corsa's public lobby. */
export const LOBBY_HOST = '93.57.10.21';

/** What a server tells the lobby about itself. Stored while the server runs, because its files may change meanwhile. */
export interface Registration {
  readonly name: string;
  readonly udpPort: number;
  readonly tcpPort: number;
  readonly maxClients: number;
  /** Folder and layout in one word: `santa_monica_mtns-g_lasFlores`. */
  readonly track: string;
  readonly cars: readonly string[];
  readonly sunAngle: number;
  /** For each session its type (the protocol's number) and its seconds, or laps. */
  readonly sessions: readonly { readonly type: number; readonly duration: number }[];
  readonly hasPassword: boolean;
  readonly pickup: boolean;
  readonly autoclutch: boolean;
  readonly abs: number;
  readonly tractionControl: number;
  readonly stability: boolean;
  readonly legalTyres: string;
  readonly fixedSetup: boolean;
  readonly timedRace: boolean;
  readonly extraLap: boolean;
  readonly pitWindow: boolean;
  readonly reversedGridPositions: number;
}

/** What acServer registers with this configuration; undefined if it must not (REGISTER_TO_LOBBY=0). */
export function registrationOf({ cfg, entries, lobby }: Configuration): Registration | undefined {
  if (!cfg.registerToLobby) return undefined;
  const slots = entries.slots.length;
  const race = cfg.sessions.find(({ section }) => section === 'RACE');
  return {
    ...lobby,
    name: cfg.name,
    udpPort: cfg.udpPort,
    tcpPort: cfg.tcpPort,
    // "Pickup Mode selected and MAX_CLIENTS and entry list size do not match": the list counts only in that mode.
    maxClients: cfg.pickupMode ? Math.min(cfg.maxClients ?? slots, slots) : (cfg.maxClients ?? slots),
    track: trackName(cfg),
    cars: cfg.cars,
    sessions: cfg.sessions.map((session) => ({ type: SESSION_TYPES[session.section], duration: durationOf(session) })),
    hasPassword: cfg.hasPassword,
    pickup: cfg.pickupMode,
    timedRace: race !== undefined && race.laps === 0,
    reversedGridPositions: cfg.reversedGridPositions,
  };
}

export const trackName = ({ track, layout }: { readonly track: string; readonly layout: string }): string =>
  layout === '' ? track : `${track}-${layout}`;

/** The URL that acServer prints after CALLING, parameter by parameter (v1.15, protocol 202). */
export function registerUrl(host: string, of: Registration): string {
  const parameters = [
    ['name', escaped(of.name)],
    ['port', of.udpPort],
    ['tcp_port', of.tcpPort],
    ['max_clients', of.maxClients],
    ['track', escaped(of.track)],
    ['cars', escaped(of.cars.join(','))],
    ['timeofday', of.sunAngle],
    ['sessions', of.sessions.map(({ type }) => type).join(',')],
    ['durations', of.sessions.map(({ duration }) => duration).join(',')],
    ['password', flag(of.hasPassword)],
    ['version', PROTOCOL_VERSION],
    ['pickup', flag(of.pickup)],
    ['autoclutch', flag(of.autoclutch)],
    ['abs', of.abs],
    ['tc', of.tractionControl],
    ['stability', flag(of.stability)],
    ['legal_tyres', escaped(of.legalTyres)],
    ['fixed_setup', flag(of.fixedSetup)],
    ['timed', flag(of.timedRace)],
    ['extra', flag(of.extraLap)],
    ['pit', flag(of.pitWindow)],
    ['inverted', of.reversedGridPositions],
  ] as const;
  return `http://${host}/lobby.ashx/register?${query(parameters)}`;
}

/** What is going on, as the heartbeat reports it. */
export interface Pulse {
  /** The protocol's number of the running session's type. */
  readonly sessionType: number;
  /** Seconds, or laps in a race over laps. */
  readonly left: number;
  readonly clients: number;
}

/** The URL that acServer calls once a minute. It is shown, never called: acServer itself goes on calling it. */
export function pingUrl(host: string, { udpPort, track, pickup }: Registration, pulse: Pulse): string {
  const parameters = [
    ['session', pulse.sessionType],
    ['timeleft', pulse.left],
    ['port', udpPort],
    ['clients', pulse.clients],
    ['track', escaped(track)],
    ['pickup', flag(pickup)],
  ] as const;
  return `http://${host}/lobby.ashx/ping?${query(parameters)}`;
}

export interface LobbyReply {
  readonly ok: boolean;
  /** One line, as the lobby said it. */
  readonly text: string;
}

/** `OK,<token>,<port>` or `ERROR,...`. Anything else, such as an HTML page, is not a registration. */
export function readReply(body: string): LobbyReply {
  const [first = ''] = body.trim().split(/\r?\n/);
  const line = first.replace(/\p{Cc}+/gu, ' ').trim();
  if (/^OK(,\d*){0,2}$/.test(line)) return { ok: true, text: line };
  if (/^ERROR\b/.test(line)) return { ok: false, text: line.slice(0, REPLY_LENGTH) };
  return { ok: false, text: line === '' ? 'an empty answer' : 'an answer that is none of the lobby' };
}

const PROTOCOL_VERSION = 202;
const REPLY_LENGTH = 200;

const SESSION_TYPES: Readonly<Record<SessionSection, number>> = { BOOK: 0, PRACTICE: 1, QUALIFY: 2, RACE: 3 };

/** Laps in a race over laps, else seconds. */
const durationOf = ({ laps, minutes }: ConfiguredSession): number => (laps > 0 ? laps : minutes * 60);

const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

const query = (parameters: readonly (readonly [string, string | number])[]): string =>
  parameters.map(([name, value]) => `${name}=${value}`).join('&');

/** Escapes like Go's url.QueryEscape: a blank becomes `+`, and `!'()*` are escaped too. */
const escaped = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
