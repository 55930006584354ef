/** Descriptions of commands and their options in Portuguese, by their English text. */
import type { Language } from '../language.ts';
import { stewardDescriptions } from './stewardCommands.ts';

export const descriptions: Language['descriptions'] = {
  ...stewardDescriptions,

  'Start the game server': 'Inicia o servidor do jogo',
  'Stop the game server': 'Para o servidor do jogo',
  'Restart the game server': 'Reinicia o servidor do jogo',
  'Show the state of the game server': 'Mostra o status do servidor do jogo',
  'Show who is on the game server': 'Mostra quem está no servidor do jogo',
  'Show the running order: gaps, intervals, last and best laps, cars, conditions':
    'Mostra as posições: diferenças, intervalos, últimas e melhores voltas, carros, condições',
  'Show the slots of entry_list.ini': 'Mostra as vagas de entry_list.ini',
  'Show the configured sessions and which one is live': 'Mostra as sessões configuradas e qual está em andamento',
  'Turn a session on or off, or set its laps or minutes':
    'Ativa ou desativa uma sessão, ou muda suas voltas ou minutos',
  'The session, such as Race': 'A sessão, por exemplo Race',
  'What to change': 'O que mudar',
  'Number of laps or minutes': 'Número de voltas ou minutos',
  'Set the length of a session in minutes': 'Muda a duração de uma sessão, em minutos',
  'Number of minutes': 'Número de minutos',
  'The session (if left out: the live one, else the first timed one)':
    'A sessão (se omitida: a que está em andamento ou, senão, a primeira por tempo)',
  'Go to the next session': 'Passa para a próxima sessão',
  'Restart the session (laps are lost)': 'Reinicia a sessão (as voltas se perdem)',
  'Why these are dropped': 'Por que são anuladas',
  'Penalties to drop, such as P-3 P-5, or all (none if left out)':
    'Punições a anular, por exemplo P-3 P-5, ou all (se omitidas: nenhuma)',
  'Switch to the next configured weather (if the game server supports it)':
    'Passa para o próximo clima configurado (se o servidor do jogo permitir)',
  'Send a private message to one driver in the game': 'Envia uma mensagem privada a um piloto no jogo',
  'Driver name, car ID or GUID': 'Nome do piloto, ID do carro ou GUID',
  'Your message': 'Sua mensagem',
  'Send a message to everyone in the game': 'Envia uma mensagem a todos no jogo',
  'Kick a driver': 'Expulsa um piloto do servidor',
  'Reason (the driver is told)': 'Motivo (o piloto é avisado)',
  'Force-kick a driver': 'Força a expulsão de um piloto',
  'Ban a driver, temporarily or permanently': 'Bane um piloto, por um tempo ou para sempre',
  'How long, such as 30m, 2h or 7d (permanent if left out)':
    'Por quanto tempo, por exemplo 30m, 2h ou 7d (se omitido: para sempre)',
  'Lift a ban': 'Remove um banimento',
  'GUID (17 digits)': 'GUID (17 dígitos)',
  Reason: 'Motivo',
  'Add ballast': 'Adiciona lastro',
  'Kilograms (the game server sets the limit)': 'Quilos (o limite é do servidor do jogo)',
  'Add intake restrictor (less power)': 'Adiciona restritor (menos potência)',
  'Percent (acServer allows up to 100)': 'Porcentagem (o acServer aceita até 100)',
  'Spectate a car (in sessions where cars are hidden from each other)':
    'Assiste a um carro (em sessões onde os carros não se veem)',
  'Car ID': 'ID do carro',
  'Spectate a class (in sessions where classes are hidden from each other)':
    'Assiste a uma classe (em sessões onde as classes não se veem)',
  'Class name, such as lmp2': 'Nome da classe, por exemplo lmp2',
  'Set the grid by the finishing order of the latest race, or of a race you name':
    'Forma o grid pela ordem de chegada da última corrida ou da que você indicar',
  'The race, such as S-12 (latest results file if left out)':
    'A corrida, por exemplo S-12 (se omitida: o último arquivo de resultados)',
  'Set the grid by the reversed finishing order: everyone, or the top few':
    'Forma o grid pela ordem de chegada invertida: todos ou só os primeiros',
  'How many of the top finishers to reverse (all if left out)': 'Quantos dos primeiros inverter (se omitido: todos)',
  'Move a driver to another place on the staged grid': 'Move um piloto para outra posição do grid em rascunho',
  'A name on the grid, or a GUID': 'Um nome do grid, ou um GUID',
  'Grid place, from 1': 'Posição no grid, a partir de 1',
  'Show the grid order (current, or staged and not saved yet)':
    'Mostra a ordem do grid (atual, ou em rascunho sem salvar)',
  'Show every slot of the grid (current, or staged and not saved yet)':
    'Mostra cada vaga do grid (atual, ou em rascunho sem salvar)',
  'Save the staged grid to entry_list.ini': 'Salva o grid em rascunho em entry_list.ini',
  'Undo the last save of entry_list.ini': 'Desfaz a última gravação de entry_list.ini',
  'Show whether the game server is listed in the public lobby': 'Mostra se o servidor do jogo está no lobby público',
  'Register with the public lobby again': 'Registra o servidor de novo no lobby público',
  'Start stracker (lap times and statistics)': 'Inicia o stracker (tempos de volta e estatísticas)',
  'Stop stracker': 'Para o stracker',
  'Restart stracker with the current configuration': 'Reinicia o stracker com a configuração atual',
  'Show whether stracker is running, and its last errors': 'Mostra se o stracker está no ar e seus últimos erros',
  'Show the classification of a session, with its penalties': 'Mostra a classificação de uma sessão, com suas punições',
  'The session, such as S-12 (latest race if left out)': 'A sessão, por exemplo S-12 (se omitida: a última corrida)',
  'Finalise the result of a session (decisions no longer change it)':
    'Homologa o resultado de uma sessão (as decisões não o mudam mais)',
  'Export a result as files for the server manager, Simresults or a spreadsheet':
    'Exporta um resultado em arquivos para o gerenciador do servidor, Simresults ou uma planilha',
  'Reopen a final result as a new version (decisions change it again)':
    'Reabre um resultado homologado como nova versão (as decisões voltam a mudá-lo)',
  'The session, such as S-12': 'A sessão, por exemplo S-12',
  'Reason (public)': 'Motivo (público)',
  'Start a league event: the current session and those that follow belong to it':
    'Inicia uma etapa da liga: a sessão atual e as seguintes fazem parte dela',
  'Name of the event, such as "Round 3"': 'Nome da etapa, por exemplo "Round 3"',
  'Series it belongs to': 'Campeonato de que faz parte',
  'End the current league event': 'Encerra a etapa atual da liga',
  'Show the sessions of the current event, or of an earlier one': 'Mostra as sessões da etapa atual ou de uma anterior',
  'An earlier event, such as E-3': 'Uma etapa anterior, por exemplo E-3',
  'Join the latest race to an interrupted one (its decisions carry over)':
    'Une a última corrida a uma interrompida (as decisões dela são mantidas)',
  'The interrupted race, such as S-12': 'A corrida interrompida, por exemplo S-12',
  'Link your Discord account to your driver': 'Vincula sua conta do Discord ao seu piloto',
  'The code !link gave you in the game': 'O código que o !link deu a você no jogo',
  'Unlink your Discord account from your driver': 'Desvincula sua conta do Discord do seu piloto',
  'Show your role, what you can do, and why': 'Mostra sua função, o que você pode fazer e por quê',
  'Reload roster.csv: league names, numbers, teams and accounts':
    'Recarrega roster.csv: nomes, números, equipes e contas da liga',
  'Log in as admin until you leave the server': 'Entra como admin até você sair do servidor',
  'Admin password of the server': 'Senha de admin do servidor',
  'Log in as spectator until you leave the server': 'Entra como espectador até você sair do servidor',
  'Spectator password of the server': 'Senha de espectador do servidor',
  'Send contacts, infractions and penalties to an app in your car, until you leave':
    'Envia contatos, infrações e punições a um app no seu carro, até você sair',
  'Stop sending extra information to an app in your car': 'Para de enviar informações extras a um app no seu carro',
  'Create missing channels and roles, or test a card or an in-game line':
    'Cria os canais e cargos que faltam, ou testa uma mensagem no canal ou no jogo',
  'Create what is missing, use what exists, test a card or an in-game line, show, or undo':
    'Cria o que falta, usa o que existe, testa uma mensagem, mostra ou desfaz',
  'With "take": what the channel or role is for': 'Com "take": para que serve o canal ou o cargo',
  'With "take": an existing channel': 'Com "take": um canal existente',
  'With "take": an existing role': 'Com "take": um cargo existente',
  'Check for common problems, with a fix for each': 'Procura problemas comuns, com uma solução para cada um',
  'Shut down Pitwall (the game server keeps running)': 'Encerra o Pitwall (o servidor do jogo continua no ar)',
  'Show the commands you can use, or what one command does':
    'Mostra os comandos que você pode usar, ou o que um deles faz',
  'Command to explain, such as "server start"': 'Comando a explicar, por exemplo "server start"',
  "Game server (this channel's own if left out)": 'Servidor do jogo (se omitido: o deste canal)',
};
