import { type ChatInputCommandInteraction, type Client, Events, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../sandbox/discord/people.ts';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { COMMANDS, login, openLeague, request } from './bot.ts';

let discord: LocalDiscord;
let client: Client<true>;
let clock: FakeClock;
let ada: Person;
let dora: Person;

beforeEach(async () => {
  clock = new FakeClock();
  discord = await openLeague({ clock });
  client = await login(discord);
  await client.application.commands.set(COMMANDS, discord.guildId);
  ada = discord.person('Ada');
  dora = discord.person('Dora');
});

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

const info = (person: Person) => person.slash({ channel: 'chat', path: ['server', 'info'] });

/** Answers every slash command with `answer`. An error that it throws fails the test that awaits it. */
function onSlash(answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) answer(interaction).then(resolve, reject);
    });
  });
}

describe('a slash command', () => {
  it('reaches the bot with its options, caller and permissions, and shows the reply', async () => {
    void onSlash(async (interaction) => {
      const { options } = interaction;
      const isAdmin = interaction.memberPermissions?.has('Administrator');
      const text = [
        options.getString('type'),
        options.getUser('who')?.globalName,
        interaction.user.globalName,
        isAdmin,
      ];
      await interaction.reply(text.join(' '));
    });
    const path = ['verdict'];
    const handle = ada.slash({ channel: 'chat', path, options: { type: 'time', who: dora.id } });
    await handle.done();
    expect(handle.reply()?.content).toBe('time Dora Ada true');
    expect(handle.ephemeral).toBe(false);
    expect(discord.world.messages(discord.channel('chat'))).toHaveLength(1);
  });

  it('sees its answer change after a button press, as does the press', async () => {
    const row = { type: 1, components: [{ type: 2, style: 1, label: 'Yes', custom_id: 'yes' }] } as const;
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) void interaction.reply({ content: 'Sure?', components: [row] });
      if (interaction.isButton()) void interaction.deferUpdate().then(() => interaction.editReply('Done.'));
    });
    const asked = info(ada);
    await asked.done();
    const pressed = ada.click({ message: asked.reply()?.id ?? '', customId: 'yes' });
    const isDone = (handle: typeof asked) => handle.reply()?.content === 'Done.';
    await Promise.all([asked.until(isDone), pressed.until(isDone)]);
  });

  it('is answered by a deferral and edits', async () => {
    void onSlash(async (interaction) => {
      await interaction.deferReply();
      await interaction.editReply('started');
      await interaction.editReply('up');
    });
    const handle = info(ada);
    await handle.until(({ state }) => state === 'thinking');
    await handle.done();
    await handle.until((one) => one.reply()?.content === 'up');
  });

  it('shows an ephemeral reply only to its caller', async () => {
    void onSlash((interaction) => interaction.reply({ content: 'secret', flags: MessageFlags.Ephemeral }));
    const handle = info(ada);
    await handle.done();
    const channel = discord.channel('chat');
    expect(handle.ephemeral).toBe(true);
    expect(discord.world.messages(channel)).toEqual([]);
    expect(discord.world.messages(channel, dora.id)).toEqual([]);
    expect(discord.world.messages(channel, ada.id)).toMatchObject([{ content: 'secret' }]);
    expect((await request(discord, `GET /channels/${channel}/messages`)).body).toEqual([]);
  });

  it('can have follow-ups, and its reply can be deleted', async () => {
    const answered = onSlash(async (interaction) => {
      await interaction.reply('one');
      await interaction.followUp({ content: 'two', flags: MessageFlags.Ephemeral });
      expect((await interaction.fetchReply()).content).toBe('one');
      await interaction.deleteReply();
    });
    const handle = info(ada);
    await answered;
    expect(handle.followUps.map(({ content }) => content)).toEqual(['two']);
    expect(handle.reply()).toBeUndefined();
  });

  it('uses the first follow-up after a deferral as the reply', async () => {
    const answered = onSlash(async (interaction) => {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.followUp('late');
    });
    const handle = info(ada);
    await answered;
    expect([handle.reply()?.content, handle.ephemeral, handle.followUps]).toEqual(['late', true, []]);
  });

  it('waits for a follow-up after a deferral was deleted', async () => {
    void onSlash(async (interaction) => {
      await interaction.deferReply();
      await interaction.deleteReply();
      await interaction.followUp({ content: 'for you', flags: MessageFlags.Ephemeral });
    });
    const handle = info(ada);
    await handle.done();
    expect([handle.reply(), handle.followUps.map(({ content }) => content)]).toEqual([undefined, ['for you']]);
    expect(discord.world.messages(discord.channel('chat'), dora.id)).not.toContainEqual(handle.followUps[0]);
  });

  it('carries the current roles of its caller', async () => {
    void onSlash((interaction) => interaction.reply(`admin: ${interaction.memberPermissions?.has('Administrator')}`));
    discord.world.setRoles(ada.id, ['Stewards']);
    const handle = info(ada);
    await handle.done();
    expect(handle.reply()?.content).toBe('admin: false');
    expect(ada.roles).toEqual(['Stewards']);
  });

  it('fails for its caller and the bot after three seconds', async () => {
    const late = onSlash(async (interaction) => {
      clock.advance(3_000);
      await interaction.reply('too late');
    });
    const handle = info(ada);
    await expect(handle.done()).rejects.toThrow('The application did not respond');
    await expect(late).rejects.toMatchObject({ code: 10062 });
  });

  it('can be acknowledged only once', async () => {
    const twice = onSlash(async (interaction) => {
      await interaction.reply('one');
      await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type: 4, data: { content: 'two' } },
        auth: false,
      });
    });
    const handle = info(ada);
    await expect(twice).rejects.toMatchObject({ code: 40060 });
    expect(handle.reply()?.content).toBe('one');
  });

  it('cannot be edited after fifteen minutes', async () => {
    const late = onSlash(async (interaction) => {
      await interaction.reply('one');
      clock.advance(15 * 60_000);
      await interaction.editReply('two');
    });
    info(ada);
    await expect(late).rejects.toMatchObject({ status: 401, code: 50027 });
  });

  it.each([
    ['followed up', (interaction: ChatInputCommandInteraction) => interaction.followUp('two')],
    ['deleted', (interaction: ChatInputCommandInteraction) => interaction.deleteReply()],
  ])('cannot be %s after fifteen minutes', async (_, act) => {
    const late = onSlash(async (interaction) => {
      await interaction.reply('one');
      clock.advance(15 * 60_000);
      await act(interaction);
    });
    info(ada);
    await expect(late).rejects.toMatchObject({ status: 401, code: 50027 });
    expect(discord.world.messages(discord.channel('chat')).map(({ content }) => content)).toEqual(['one']);
  });

  it('cannot be deferred after three seconds, and has no webhook then', async () => {
    const late = onSlash(async (interaction) => {
      clock.advance(3_000);
      const { webhook } = interaction;
      await expect(interaction.deferReply()).rejects.toMatchObject({ status: 404, code: 10062 });
      await webhook.send('all the same');
    });
    info(ada)
      .done()
      .catch(() => {});
    await expect(late).rejects.toMatchObject({ status: 404, code: 10015 });
  });

  it('autocompletes an option', async () => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      await interaction.respond([{ name: `${interaction.options.getFocused()}ctice`, value: 'PRACTICE' }]);
    });
    const path = ['server', 'set'];
    const handle = ada.autocomplete({ channel: 'chat', path, focused: 'session', options: { session: 'pra' } });
    await handle.done();
    expect(handle.choices).toEqual([{ name: 'practice', value: 'PRACTICE' }]);
  });
});
