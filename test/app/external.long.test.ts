import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventuallyHolds } from '../eventually.ts';
import { type Environment, type Installation, installation, run } from '../program.ts';

type Frame = { data?: { msg?: string; serverInfo?: { msg: string } }; error?: { msg: string } };

/** Pitwall beside a game server that it does not run, and a websocket to talk to it. */
async function withExternal(
  settings: (made: Installation) => Environment,
  work: (ask: (line: string) => Promise<Frame>, made: Installation) => Promise<void>,
): Promise<void> {
  const made = await installation();
  const program = run('main', { ...without(made.environment, 'ACSERVER_COMMAND'), ...settings(made) });
  try {
    await program.says('Pitwall is ready');
    const socket = new WebSocket(`ws://127.0.0.1:${made.ports.websocket}`);
    await once(socket, 'message');
    await work((line) => ask(socket, line), made);
    socket.close();
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.errors()).toBe('');
  } finally {
    program.child.kill('SIGKILL');
    endServer(made);
    await made.remove();
  }
}

/** The first frame that answers this line; other frames are skipped. */
async function ask(socket: WebSocket, line: string): Promise<Frame> {
  const asked = randomUUID();
  const answer = new Promise<Frame>((resolve) => {
    const hear = (data: unknown): void => {
      const { id, ...frame } = JSON.parse(String(data));
      if (id !== asked) return;
      socket.off('message', hear);
      resolve(frame);
    };
    socket.on('message', hear);
  });
  socket.send(`@${asked} ${line}`);
  return answer;
}

const without = (environment: Environment, name: string): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([each]) => each !== name));

/** What a service manager would provide: a program that starts the server in the background, and one that stops it. */
function orders({ directory, environment }: Installation): Environment {
  const words = [...(environment.ACSERVER_COMMAND ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  const start = join(directory, 'start.cjs');
  const stop = join(directory, 'stop.cjs');
  writeFileSync(
    start,
    `const { openSync, writeFileSync } = require('fs'); const log = openSync('output.log', 'a');
     const [program, ...words] = ${JSON.stringify(words)};
     const { pid } = require('child_process').spawn(program, words, { detached: true, stdio: ['ignore', log, log] });
     writeFileSync('pid', String(pid)); console.log('server is on its way'); process.exit(0);`,
  );
  writeFileSync(stop, `process.kill(Number(require('fs').readFileSync('pid', 'utf8')), 'SIGINT')`);
  const command = (script: string): string => `"${process.execPath}" "${script}"`;
  return { SERVER_START_COMMAND: command(start), SERVER_STOP_COMMAND: command(stop) };
}

function endServer({ directory }: Installation): void {
  try {
    process.kill(Number(readFileSync(join(directory, 'pid'), 'utf8')), 'SIGKILL');
  } catch {}
}

const external = { SERVER_MODE: 'external' };

describe.concurrent('a game server started by somebody else', () => {
  it('can be watched but not started or stopped, and the answers name the missing settings', () =>
    withExternal(
      () => external,
      async (say) => {
        const info = await say('server info');
        expect(info.data?.serverInfo?.msg).toBe(
          'unknown; gt3 is managed externally: Pitwall can neither start nor stop it.; ' +
            'Pitwall cannot read the output of gt3: addresses and lobby answers need LOG_FILE (in .env SERVER_LOG_FILE).',
        );
        for (const [line, key] of [
          ['server start', 'SERVER_START_COMMAND'],
          ['server stop', 'SERVER_STOP_COMMAND'],
          ['server restart', 'SERVER_RESTART_COMMAND'],
        ] as const)
          expect((await say(line)).error?.msg).toContain(key);
        expect((await say('server set Race laps 7')).data?.msg).toMatch(/^RACE now has 7 laps/);
      },
    ));

  it("is started, restarted and stopped with its owner's commands, and its log is read", () =>
    withExternal(
      (made) => ({ ...external, ...orders(made), SERVER_LOG_FILE: join(made.directory, 'output.log') }),
      async (say) => {
        expect((await say('server stop')).error?.msg).toMatch(/failed \(exit code 1\)/);
        expect((await say('server start')).data?.msg).toBe('Assetto Corsa server started');
        expect((await say('server start')).error?.msg).toBe('gt3 is already running.');
        // UDP shows that it is running. Its version is in the log, which is read a moment later.
        const running = { version: 'v1.15', msg: expect.stringMatching(/^running, /) };
        await eventuallyHolds(async () => expect((await say('server info')).data?.serverInfo).toMatchObject(running));
        expect((await say('server restart')).data?.msg).toBe('Assetto Corsa server stopped');
        expect((await say('server info')).data?.serverInfo?.msg).toMatch(/^running, /);
        expect((await say('server stop')).data?.msg).toBe('Assetto Corsa server stopped');
        expect((await say('server info')).data?.serverInfo?.msg).toMatch(/^stopped/);
      },
    ));

  it('is heard without access to its files; commands that need them say so', () =>
    withExternal(
      (made) => ({
        ...external,
        ...orders(made),
        SERVER_DIR: '',
        SERVER_UDP_LISTEN: `127.0.0.1:${made.ports.plugin}`,
        SERVER_UDP_SEND: `127.0.0.1:${made.ports.pluginLocal}`,
      }),
      async (say) => {
        for (const line of ['server set Race laps 3', 'server time 5', 'grid order', 'grid reverse', 'grid save'])
          expect((await say(line)).error?.msg).toBe(
            'Pitwall cannot reach the files of gt3: grid, sessions and tracker need SERVER_DIR.',
          );
        expect((await say('server sessions')).error).toBeUndefined();
        expect((await say('server drivers')).data).toEqual({
          drivers: {},
          msg: 'No data from the server, so Pitwall cannot tell who is on it.',
        });
      },
    ));
});

describe('a server run by Pitwall', () => {
  it('is heard again after an immediate restart', async () => {
    const made = await installation();
    const program = run('main', made.environment);
    try {
      await program.says('Pitwall is ready');
      const socket = new WebSocket(`ws://127.0.0.1:${made.ports.websocket}`);
      await once(socket, 'message');
      await ask(socket, 'server start');
      await ask(socket, 'server restart');
      const discord = made.discord.person('Ada');
      const told = async (): Promise<string> => {
        const asked = discord.slash({ channel: 'race-control', path: ['server', 'info'] });
        await asked.done();
        return asked.reply()?.embeds[0]?.description ?? '';
      };
      await expect.poll(told).not.toContain('silent');
      await ask(socket, 'server stop');
      socket.close();
    } finally {
      program.child.kill('SIGTERM');
      await program.ended;
      await made.remove();
    }
  });
});
