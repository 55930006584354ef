/** Descriptions of commands and their options in French, by their English text. */
import type { Language } from '../language.ts';
import { stewardDescriptions } from './stewardCommands.ts';

export const descriptions: Language['descriptions'] = {
  ...stewardDescriptions,

  'Start the game server': 'Démarrer le serveur de jeu',
  'Stop the game server': 'Arrêter le serveur de jeu',
  'Restart the game server': 'Redémarrer le serveur de jeu',
  'Show the state of the game server': "Afficher l'état du serveur de jeu",
  'Show who is on the game server': 'Afficher qui est sur le serveur de jeu',
  'Show the running order: gaps, intervals, last and best laps, cars, conditions':
    'Afficher les positions : écarts, intervalles, derniers et meilleurs tours, voitures, conditions',
  'Show the slots of entry_list.ini': 'Afficher les places de entry_list.ini',
  'Show the configured sessions and which one is live': 'Afficher les sessions configurées et celle en cours',
  'Turn a session on or off, or set its laps or minutes':
    'Activer ou désactiver une session, ou régler ses tours ou minutes',
  'The session, such as Race': 'La session, par exemple Race',
  'What to change': 'Ce qui change',
  'Number of laps or minutes': 'Nombre de tours ou de minutes',
  'Set the length of a session in minutes': "Régler la durée d'une session en minutes",
  'Number of minutes': 'Nombre de minutes',
  'The session (if left out: the live one, else the first timed one)':
    'La session (par défaut : celle en cours, sinon la première au temps)',
  'Go to the next session': 'Passer à la session suivante',
  'Restart the session (laps are lost)': 'Relancer la session (les tours sont perdus)',
  'Why these are dropped': 'Pourquoi elles sont annulées',
  'Penalties to drop, such as P-3 P-5, or all (none if left out)':
    'Pénalités à annuler, par exemple P-3 P-5, ou all (par défaut : aucune)',
  'Switch to the next configured weather (if the game server supports it)':
    'Passer à la météo configurée suivante (si le serveur de jeu le permet)',
  'Send a private message to one driver in the game': 'Envoyer un message privé à un pilote dans le jeu',
  'Driver name, car ID or GUID': 'Nom du pilote, ID de voiture ou GUID',
  'Your message': 'Votre message',
  'Send a message to everyone in the game': 'Envoyer un message à tous dans le jeu',
  'Kick a driver': 'Expulser un pilote',
  'Reason (the driver is told)': 'Motif (dit au pilote)',
  'Force-kick a driver': 'Expulser un pilote de force',
  'Ban a driver, temporarily or permanently': 'Bannir un pilote, pour un temps ou pour toujours',
  'How long, such as 30m, 2h or 7d (permanent if left out)':
    'Durée, par exemple 30m, 2h ou 7d (par défaut : pour toujours)',
  'Lift a ban': 'Lever un bannissement',
  'GUID (17 digits)': 'GUID (17 chiffres)',
  Reason: 'Motif',
  'Add ballast': 'Ajouter du lest',
  'Kilograms (the game server sets the limit)': 'Kilogrammes (le serveur de jeu fixe la limite)',
  'Add intake restrictor (less power)': 'Ajouter une bride (moins de puissance)',
  'Percent (acServer allows up to 100)': "Pourcentage (acServer accepte jusqu'à 100)",
  'Spectate a car (in sessions where cars are hidden from each other)':
    'Suivre une voiture (dans les sessions où les voitures ne se voient pas)',
  'Car ID': 'ID de voiture',
  'Spectate a class (in sessions where classes are hidden from each other)':
    'Suivre une catégorie (dans les sessions où les catégories ne se voient pas)',
  'Class name, such as lmp2': 'Nom de la catégorie, par exemple lmp2',
  'Set the grid by the finishing order of the latest race, or of a race you name':
    "Faire la grille selon l'arrivée de la dernière course, ou d'une course donnée",
  'The race, such as S-12 (latest results file if left out)':
    'La course, par exemple S-12 (par défaut : le dernier fichier de résultats)',
  'Set the grid by the reversed finishing order: everyone, or the top few':
    "Faire la grille selon l'arrivée inversée : tous, ou seulement les premiers",
  'How many of the top finishers to reverse (all if left out)': 'Combien des premiers inverser (par défaut : tous)',
  'Move a driver to another place on the staged grid': 'Déplacer un pilote sur la grille en préparation',
  'A name on the grid, or a GUID': 'Un nom sur la grille, ou un GUID',
  'Grid place, from 1': 'Place sur la grille, à partir de 1',
  'Show the grid order (current, or staged and not saved yet)':
    "Afficher l'ordre de la grille (actuelle, ou en préparation et pas encore enregistrée)",
  'Show every slot of the grid (current, or staged and not saved yet)':
    'Afficher chaque place de la grille (actuelle, ou en préparation et pas encore enregistrée)',
  'Save the staged grid to entry_list.ini': 'Enregistrer la grille préparée dans entry_list.ini',
  'Undo the last save of entry_list.ini': 'Annuler le dernier enregistrement de entry_list.ini',
  'Show whether the game server is listed in the public lobby': 'Dire si le serveur de jeu est dans le lobby public',
  'Register with the public lobby again': 'Inscrire de nouveau le serveur au lobby public',
  'Start stracker (lap times and statistics)': 'Démarrer stracker (temps au tour et statistiques)',
  'Stop stracker': 'Arrêter stracker',
  'Restart stracker with the current configuration': 'Redémarrer stracker avec la configuration actuelle',
  'Show whether stracker is running, and its last errors': 'Dire si stracker tourne, et ses dernières erreurs',
  'Show the classification of a session, with its penalties':
    "Afficher le classement d'une session, avec ses pénalités",
  'The session, such as S-12 (latest race if left out)':
    'La session, par exemple S-12 (par défaut : la dernière course)',
  'Finalise the result of a session (decisions no longer change it)':
    "Rendre définitif le résultat d'une session (les décisions ne le changent plus)",
  'Export a result as files for the server manager, Simresults or a spreadsheet':
    'Exporter un résultat en fichiers pour le gestionnaire du serveur, Simresults ou un tableur',
  'Reopen a final result as a new version (decisions change it again)':
    'Rouvrir un résultat définitif en nouvelle version (les décisions le changent de nouveau)',
  'The session, such as S-12': 'La session, par exemple S-12',
  'Reason (public)': 'Motif (public)',
  'Start a league event: the current session and those that follow belong to it':
    'Ouvrir une épreuve de la ligue : la session actuelle et les suivantes en font partie',
  'Name of the event, such as "Round 3"': 'Nom de l\'épreuve, par exemple "Manche 3"',
  'Series it belongs to': 'Championnat dont elle fait partie',
  'End the current league event': "Clore l'épreuve en cours de la ligue",
  'Show the sessions of the current event, or of an earlier one':
    "Afficher les sessions de l'épreuve en cours, ou d'une précédente",
  'An earlier event, such as E-3': 'Une épreuve précédente, par exemple E-3',
  'Join the latest race to an interrupted one (its decisions carry over)':
    'Rattacher la dernière course à une course interrompue (ses décisions restent valables)',
  'The interrupted race, such as S-12': 'La course interrompue, par exemple S-12',
  'Link your Discord account to your driver': 'Lier votre compte Discord à votre pilote',
  'The code !link gave you in the game': 'Le code que !link vous a donné dans le jeu',
  'Unlink your Discord account from your driver': 'Délier votre compte Discord de votre pilote',
  'Show your role, what you can do, and why': 'Afficher votre rôle, ce que vous pouvez faire, et pourquoi',
  'Reload roster.csv: league names, numbers, teams and accounts':
    'Recharger roster.csv : noms, numéros, équipes et comptes de la ligue',
  'Log in as admin until you leave the server': "Se connecter comme admin jusqu'au départ du serveur",
  'Admin password of the server': 'Mot de passe admin du serveur',
  'Log in as spectator until you leave the server': "Se connecter comme spectateur jusqu'au départ du serveur",
  'Spectator password of the server': 'Mot de passe spectateur du serveur',
  'Send contacts, infractions and penalties to an app in your car, until you leave':
    "Envoyer contacts, infractions et pénalités à une app dans votre voiture, jusqu'à votre départ",
  'Stop sending extra information to an app in your car':
    "Ne plus envoyer d'informations supplémentaires à une app dans votre voiture",
  'Create missing channels and roles, or test a card or an in-game line':
    'Créer les salons et rôles manquants, ou tester un message ici ou dans le jeu',
  'Create what is missing, use what exists, test a card or an in-game line, show, or undo':
    "Créer ce qui manque, utiliser l'existant, tester un message, afficher ou annuler",
  'With "take": what the channel or role is for': 'Avec "take" : à quoi sert le salon ou le rôle',
  'With "take": an existing channel': 'Avec "take" : un salon existant',
  'With "take": an existing role': 'Avec "take" : un rôle existant',
  'Check for common problems, with a fix for each': 'Chercher les problèmes courants, avec un remède pour chacun',
  'Shut down Pitwall (the game server keeps running)': 'Éteindre Pitwall (le serveur de jeu continue)',
  'Show the commands you can use, or what one command does': 'Afficher vos commandes, ou ce que fait une commande',
  'Command to explain, such as "server start"': 'Commande à expliquer, par exemple "server start"',
  "Game server (this channel's own if left out)": 'Serveur de jeu (par défaut : celui de ce salon)',
};
