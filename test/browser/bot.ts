import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { login } from '../sandbox/discord/bot.ts';

/** A small bot with one of everything that the page must handle. */
export async function openBot(discord: LocalDiscord, answers = answer): Promise<Client<true>> {
  const client = await login(discord);
  client.on(Events.InteractionCreate, (interaction) => void answers(interaction));
  await client.application.commands.set(COMMANDS, discord.guildId);
  return client;
}

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('driver')
    .setDescription('One driver')
    .addStringOption((option) => option.setName('name').setDescription('Whom').setRequired(true).setAutocomplete(true)),
  new SlashCommandBuilder().setName('secret').setDescription('For your eyes'),
];

const DRIVERS = ['Alvada', 'Brunok', 'Ele'];

const report = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('report').setLabel('Report').setStyle(ButtonStyle.Primary),
  new ButtonBuilder().setCustomId('count').setLabel('0 times').setStyle(ButtonStyle.Secondary),
);

const form = new ModalBuilder()
  .setCustomId('form')
  .setTitle('Report an incident')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Lap')
      .setTextInputComponent(new TextInputBuilder().setCustomId('lap').setStyle(TextInputStyle.Short)),
  );

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const found = DRIVERS.filter((name) => name.toLowerCase().startsWith(typed));
    await interaction.respond(found.map((name) => ({ name, value: name.toUpperCase() })));
  } else if (interaction.isChatInputCommand() && interaction.commandName === 'driver') {
    await interaction.deferReply();
    await interaction.editReply({
      content: `**${interaction.options.getString('name')}** is here`,
      components: [report],
    });
  } else if (interaction.isChatInputCommand()) {
    await interaction.reply({ content: 'only for you', flags: MessageFlags.Ephemeral });
  } else if (interaction.isButton() && interaction.customId === 'report') {
    await interaction.showModal(form);
  } else if (interaction.isButton()) {
    await interaction.update({ content: `pressed by ${interaction.user.displayName}` });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`lap ${interaction.fields.getTextInputValue('lap')} is noted`);
  }
}
