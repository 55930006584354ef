"""A bot on discord.py, written as its documentation shows, except for the address of its Discord.

Reads DISCORD_API, DISCORD_GATEWAY, DISCORD_TOKEN and DISCORD_GUILD; prints "ready" once it can be used.
"""

import io
import os

import discord
import yarl
from discord import app_commands

discord.http.Route.BASE = os.environ["DISCORD_API"] + "/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY"])
GUILD = discord.Object(int(os.environ["DISCORD_GUILD"]))

intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
client = discord.Client(intents=intents)
tree = app_commands.CommandTree(client)


class Report(discord.ui.Modal, title="Report"):
    lap = discord.ui.TextInput(label="Lap", custom_id="lap")

    async def on_submit(self, interaction: discord.Interaction):
        await interaction.response.send_message(f"lap {self.lap.value}", ephemeral=True)


class Choices(discord.ui.View):
    @discord.ui.button(label="Report", custom_id="report")
    async def report(self, interaction: discord.Interaction, _button: discord.ui.Button):
        await interaction.response.send_modal(Report())

    @discord.ui.select(custom_id="verdict", options=[discord.SelectOption(label="Warn", value="warn")])
    async def verdict(self, interaction: discord.Interaction, select: discord.ui.Select):
        await interaction.response.edit_message(content=f"decided: {select.values[0]}", view=None)


@tree.command(description="Greet somebody", guild=GUILD)
async def greet(interaction: discord.Interaction, name: str):
    await interaction.response.defer()
    await interaction.followup.send(f"Hello {name}", view=Choices())


@greet.autocomplete("name")
async def names(_interaction: discord.Interaction, typed: str):
    return [app_commands.Choice(name=typed.capitalize(), value=typed)]


@tree.command(description="Use the channel", guild=GUILD)
async def use(interaction: discord.Interaction):
    await interaction.response.send_message("using it", ephemeral=True)
    sent = await interaction.channel.send("first")
    await sent.edit(content="second", embed=discord.Embed(title="Card"))
    await sent.pin()
    await interaction.channel.pins()
    await sent.unpin()
    await interaction.channel.send(file=discord.File(io.BytesIO(b"laps"), "laps.txt"))
    webhook = await interaction.channel.create_webhook(name="Game chat")
    await webhook.send("from the car", username="Ben", wait=True)
    await interaction.followup.send("done", ephemeral=True)


@client.event
async def on_message(message: discord.Message):
    if message.content == "ping":
        await message.channel.send("pong")


@client.event
async def on_ready():
    await tree.sync(guild=GUILD)
    print("ready", flush=True)


client.run(os.environ["DISCORD_TOKEN"], log_handler=None)
