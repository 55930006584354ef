import { type Action, orderFor, possible } from '../../acserver/dialect.ts';
import type { PacketOf } from '../../acserver/udp/packets.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { NotConfirmed } from '../../live/orders.ts';
import { mustBeHeard, runningSession, whatRuns } from './running.ts';

/** Actions on the running session. Refusals are UserErrors; no order is sent twice. */
export interface SessionActions {
  nextSession(attempt?: Attempt): Promise<string>;
  restartSession(attempt?: Attempt): Promise<string>;
  nextWeather(attempt?: Attempt): Promise<string>;
  /** Always throws a UserError that says where spectating is possible. */
  spectate(action: 'spectate' | 'spectate_class'): never;
  /** What would be lost, for a confirmation question; undefined if nothing. UserError when no order would arrive. */
  lossOfNextSession(): string | undefined;
  lossOfRestart(): string;
}

export type SessionLive = Pick<
  LiveServer,
  'id' | 'dialect' | 'orders' | 'plugin' | 'bus' | 'clock' | 'state' | 'rules' | 'free'
>;

export const sessionActions = (live: SessionLive): SessionActions => ({
  nextSession: (attempt) => nextSession(live, attempt),
  restartSession: async (attempt) => {
    const end = await changeSession(live, 'restart_session', attempt);
    if (end.kind === 'session') return `Session restarted: ${sessionName(end.session)}.`;
    return notSeen(end, 'no session restarted');
  },
  nextWeather: async (attempt = UNASKED) => {
    const asked = { attempt, what: 'the next weather' };
    const reply = await live.orders.give(orderFor(live.dialect, 'next_weather', {}), asked);
    return reply ? `The server said: ${reply}` : 'Sent; this server does not confirm it.';
  },
  spectate(action) {
    possible(live.dialect, action);
    throw new Error(`${action} should be impossible everywhere`);
  },
  lossOfNextSession: () => lossOfNextSession(live),
  lossOfRestart: () => {
    mustBeHeard(live);
    const loss = runningSession(live.state()) ? ' All laps so far will be lost.' : '';
    return `${whatRuns(live.state())}${loss}`;
  },
});

const ENDS = 'without LOOP_MODE the game server stops after it.';

async function nextSession(live: SessionLive, attempt: Attempt | undefined): Promise<string> {
  const isLast = endsWithThisSession(live);
  const end = await changeSession(live, 'next_session', attempt);
  if (end.kind === 'session') return `Next session: ${sessionName(end.session)}.`;
  if (end.kind === 'stopped') return `That was the last session: ${ENDS}`;
  if (isLast && end.kind !== 'refused') return `Sent. It is the last session: ${ENDS}`;
  return notSeen(end, 'the next session did not start');
}

function lossOfNextSession(live: SessionLive): string | undefined {
  mustBeHeard(live);
  const session = runningSession(live.state());
  if (endsWithThisSession(live)) {
    return `${whatRuns(live.state())} It is the last session and LOOP_MODE is off: the game server will stop and everyone will be disconnected.`;
  }
  if (session?.facts.kind !== 'race') return undefined;
  return `${whatRuns(live.state())} The race will end here.`;
}

/** Index 255 is acServer's -1: the first session, which then runs once more. */
function endsWithThisSession({ state, rules }: SessionLive): boolean {
  const { session } = state();
  const { loopMode, sessions } = rules();
  return loopMode === false && sessions !== undefined && session?.facts.index === sessions - 1;
}

/** How long the server may take; it writes its results first. */
const CONFIRM_MS = 5000;

type Change =
  | { readonly kind: 'session'; readonly session: PacketOf<'newSession'> }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'nothing' };

/** The server announces each new session, even if the same session restarts. */
async function changeSession(
  live: SessionLive,
  action: Extract<Action, 'next_session' | 'restart_session'>,
  attempt: Attempt = UNASKED,
): Promise<Change> {
  // An RCON order would still arrive, but its effect could not be seen.
  mustBeHeard(live);
  const { dialect, orders, plugin, bus, clock, state, free } = live;
  const { run, session } = state();
  const what = action === 'next_session' ? 'the next session' : 'the restart of the session';
  const asked = { attempt, what, proof: { by: 'session', run, session: session?.ordinal } } as const;
  const stops: (() => void)[] = [];
  const change = new Promise<Change>((resolve) => {
    stops.push(
      plugin.watch((packet) => {
        if (packet.type === 'newSession') resolve({ kind: 'session', session: packet });
      }),
      bus.live(({ type }) => {
        if (type === 'serverStopped') resolve({ kind: 'stopped' });
      }),
      clock.after(CONFIRM_MS, () => resolve({ kind: 'nothing' })),
    );
  });
  try {
    const refused = await orders.give(orderFor(dialect, action, {}), asked).catch((error: unknown) => {
      if (error instanceof NotConfirmed) return error;
      throw error;
    });
    const seen = await change;
    // Wait until what was seen is stored: the caller continues with what follows from it.
    await free();
    // An observed session change outweighs an error reply.
    if (seen.kind !== 'nothing' || !(refused instanceof NotConfirmed) || refused.said === '') return seen;
    return { kind: 'refused', why: refused.message };
  } finally {
    for (const stop of stops) stop();
  }
}

const sessionName = ({ name, track }: PacketOf<'newSession'>): string => name || track;

const notSeen = (change: Change, what: string): string =>
  change.kind === 'refused' ? change.why : `Sent, but within ${CONFIRM_MS / 1000} seconds ${what}.`;
