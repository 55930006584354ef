import {
  type AnyInteractionGateway,
  ApplicationCommandOptionTypes,
  ApplicationCommandTypes,
  ButtonStyles,
  Client,
  ComponentTypes,
  type CreateGuildApplicationCommandOptions,
  type MessageActionRow,
  MessageFlags,
  TextInputStyles,
} from 'oceanic.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { openJudgedLeague } from './league.ts';

describe('oceanic.js', () => {
  let discord: LocalDiscord;
  let complaints: readonly string[];
  let client: Client;

  beforeAll(async () => {
    ({ discord, complaints } = await openJudgedLeague());
    client = new Client({
      auth: `Bot ${discord.token}`,
      rest: { baseURL: `${discord.api}/v10` },
      gateway: { intents: ['GUILDS', 'GUILD_MESSAGES', 'MESSAGE_CONTENT'] },
    });
    client.on('error', (error) => expect.unreachable(String(error)));
    client.on('interactionCreate', (interaction) => void answer(interaction).catch(expect.unreachable));
    const ready = new Promise<void>((resolve) => client.once('ready', resolve));
    await client.connect();
    await ready;
    await client.application.bulkEditGuildCommands(discord.guildId, COMMANDS);
  });

  afterAll(async () => {
    client?.disconnect(false);
    await discord?.close();
  });

  it('answers an autocomplete and a deferred command', async () => {
    const dora = discord.person('Dora');
    const typing = dora.autocomplete({ channel: 'chat', path: ['greet'], options: { name: 'ada' }, focused: 'name' });
    await typing.done();
    expect(typing.choices).toMatchObject([{ name: 'ADA', value: 'ada' }]);
    const greeting = dora.slash({ channel: 'chat', path: ['greet'], options: { name: 'ada' } });
    await greeting.done();
    expect(greeting.reply()?.content).toBe('Hello ada');
  });

  it('opens a form from a button and receives it', async () => {
    const dora = discord.person('Dora');
    const greeting = dora.slash({ channel: 'chat', path: ['greet'], options: { name: 'x' } });
    await greeting.done();
    const press = dora.click({ message: greeting.reply()?.id ?? '', customId: 'report' });
    await press.done();
    const submitted = dora.submit({ modal: press, fields: { lap: '3' } });
    await submitted.done();
    expect([submitted.reply()?.content, submitted.ephemeral]).toEqual(['lap 3', true]);
  });

  it('sends, edits, uploads and posts through a webhook', async () => {
    const chat = discord.channel('chat');
    const { id } = await client.rest.channels.createMessage(chat, { content: 'first' });
    await client.rest.channels.editMessage(chat, id, { content: 'second', embeds: [{ title: 'Card' }] });
    const files = [{ name: 'laps.txt', contents: Buffer.from('laps') }];
    const { attachments } = await client.rest.channels.createMessage(chat, { content: 'file', files });
    const webhook = await client.rest.webhooks.create(chat, { name: 'Game chat' });
    await webhook.execute({ content: 'from the car', username: 'Ben', wait: true });
    expect(discord.world.messages(chat).map(({ content }) => content)).toEqual(
      expect.arrayContaining(['second', 'file', 'from the car']),
    );
    expect(await (await fetch(attachments.first()?.url ?? '')).text()).toBe('laps');
  });

  it('receives messages', async () => {
    const heard = new Promise((resolve) => client.once('messageCreate', ({ content }) => resolve(content)));
    discord.person('Dora').say({ channel: 'chat', text: 'good race!' });
    expect(await heard).toBe('good race!');
  });

  it('gets only answers allowed by the OpenAPI document', () => {
    expect(complaints).toEqual([]);
  });
});

const COMMANDS: CreateGuildApplicationCommandOptions[] = [
  {
    type: ApplicationCommandTypes.CHAT_INPUT,
    name: 'greet',
    description: 'Greet somebody',
    options: [
      {
        type: ApplicationCommandOptionTypes.STRING,
        name: 'name',
        description: 'Whom',
        required: true,
        autocomplete: true,
      },
    ],
  },
];

const REPORT: MessageActionRow = {
  type: ComponentTypes.ACTION_ROW,
  components: [{ type: ComponentTypes.BUTTON, style: ButtonStyles.PRIMARY, label: 'Report', customID: 'report' }],
};

async function answer(interaction: AnyInteractionGateway): Promise<void> {
  if (interaction.isAutocompleteInteraction()) {
    const typed = interaction.data.options.getFocused(true).value.toString();
    await interaction.result([{ name: typed.toUpperCase(), value: typed }]);
  } else if (interaction.isCommandInteraction()) {
    await interaction.defer();
    const name = interaction.data.options.getString('name', true);
    await interaction.editOriginal({ content: `Hello ${name}`, components: [REPORT] });
  } else if (interaction.isComponentInteraction()) {
    await interaction.createModal({
      customID: 'report',
      title: 'Report',
      components: [
        {
          type: ComponentTypes.ACTION_ROW,
          components: [
            { type: ComponentTypes.TEXT_INPUT, customID: 'lap', label: 'Lap', style: TextInputStyles.SHORT },
          ],
        },
      ],
    });
  } else {
    const lap = interaction.data.components.getTextInput('lap');
    await interaction.createMessage({ content: `lap ${lap}`, flags: MessageFlags.EPHEMERAL });
  }
}
