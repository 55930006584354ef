import { once } from 'node:events';
import { WebSocket } from 'ws';
import { eventually } from '../eventually.ts';
import { answerOf, type Rig } from './rig.ts';

/** The person who runs the weekend: gives a command with its parameters, and reads the answer. */
export interface Director {
  say(command: string, args?: Readonly<Record<string, string | number>>): Promise<string>;
  close(): void;
}

/** Numbers the lines. The answer to the next line shows that all frames of this one have arrived. */
export async function byWebsocket({ websocket }: Pick<Rig, 'websocket'>): Promise<Director> {
  const socket = new WebSocket(websocket);
  const frames: { id?: string }[] = [];
  socket.on('message', (text) => frames.push(JSON.parse(String(text))));
  await once(socket, 'open');
  let lines = 0;
  return {
    async say(command, args = {}) {
      lines += 1;
      const id = String(lines);
      socket.send([`@${id}`, command, ...Object.values(args)].join(' '));
      socket.send(`@after-${id} whoami`);
      await eventually(command, () => frames.some((frame) => frame.id === `after-${id}`));
      return frames
        .filter((frame) => frame.id === id)
        .map((frame) => JSON.stringify(frame))
        .join('\n');
    },
    close: () => socket.terminate(),
  };
}

/** The race director, who says yes if Discord asks for confirmation. */
export async function byDiscord({ discord, unanswered }: Rig): Promise<Director> {
  const ada = discord.person('Ada');
  return {
    async say(command, args = {}) {
      const asked = ada.slash({ channel: discord.channel('race-control'), path: command.split(' '), options: args });
      await asked.done();
      await eventually(command, () => unanswered() === 0);
      const [row] = asked.reply()?.components ?? [];
      const yes = row && 'components' in row ? row.components.find((part) => 'custom_id' in part) : undefined;
      if (!yes || !('custom_id' in yes)) return answerOf(asked);
      await ada.click({ message: asked.reply()?.id ?? '', customId: yes.custom_id }).done();
      await eventually(command, () => unanswered() === 0);
      return answerOf(asked);
    },
    close() {},
  };
}
