import type { CodeEntry } from '../codes.ts';

/** 7xxx: screen, sockets, sound, lamps. */
export const SCREEN_CODES = {
  screenMessage: {
    number: 7001,
    action: 'retry',
    cause: 'A client sent a message that breaks the contract.',
    remedy: 'Correct the client (see the AsyncAPI document).',
  },
  screenToken: {
    number: 7002,
    action: 'configuration',
    cause: 'A client gave a wrong token or comes from a foreign origin.',
    remedy: 'Give the client the token of this boot.',
  },
  screenSchema: {
    number: 7003,
    action: 'configuration',
    cause: 'A client speaks another version of the contract.',
    remedy: 'Update the client.',
  },
  screenOccupied: {
    number: 7004,
    action: 'clear',
    cause: 'Another screen is already connected.',
    remedy: 'Close the other screen.',
  },
  screenAbsent: { number: 7005, action: 'maintenance', cause: 'No screen is connected.', remedy: 'Start the screen.' },
  screenStale: {
    number: 7006,
    action: 'retry',
    cause: 'A client answered a screen that is no longer shown, or meant something that the screen does not offer.',
    remedy: 'Answer the view that came last.',
  },
  screenRole: {
    number: 7007,
    action: 'configuration',
    cause: 'A client asked for something that its role may not do.',
    remedy: 'Only the panel speaks for the citizen.',
  },
  screenPages: {
    number: 7008,
    action: 'configuration',
    cause: 'The built pages of the screen are missing.',
    remedy: 'Build the panel or correct its folder in the configuration.',
  },
  soundUnavailable: {
    number: 7101,
    action: 'maintenance',
    cause: 'The voice cannot be played.',
    remedy: 'Check the audio device and the speech engine.',
  },
  panelDeviceAbsent: {
    number: 7301,
    action: 'maintenance',
    cause: 'A lamp, a status tower, a sensor or the tactile keypad does not answer.',
    remedy: 'Check its USB cable and power; the service goes on by screen and voice.',
  },
  panelDeviceIdentity: {
    number: 7302,
    action: 'configuration',
    cause: 'A lamp, a status tower, a sensor or the tactile keypad is another device than configured.',
    remedy: 'Connect the right device, or correct model and serial number in the configuration.',
  },
  panelDeviceFault: {
    number: 7303,
    action: 'maintenance',
    cause: 'A lamp, a status tower, a sensor or the tactile keypad reports a fault.',
    remedy: 'Look at the device named in the message; the service goes on by screen and voice.',
  },
  panelDeviceAccess: {
    number: 7304,
    action: 'configuration',
    cause: 'The daemon may not open a lamp, a status tower, a sensor or the tactile keypad.',
    remedy: 'Install the udev rules of the folder systemd and plug the device in again.',
  },
  daemonUnreachable: {
    number: 7201,
    action: 'maintenance',
    cause: 'The daemon does not answer.',
    remedy: 'Start madoguchid or check the socket path.',
  },
  operatorUnnamed: {
    number: 7202,
    action: 'retry',
    cause: 'An act was asked for without the name of who does it.',
    remedy: 'Send `by`: letters, digits, dot, hyphen, underscore, at most 32.',
  },
  interfaceClient: {
    number: 7204,
    action: 'configuration',
    cause:
      'A board asked on the interface whose certificate names no configured client, or under a name that is not ours.',
    remedy: 'See interface.clients and interface.names of the configuration.',
  },
  interfaceKeys: {
    number: 7205,
    action: 'configuration',
    cause: 'The interface to other boards cannot be opened with its keys.',
    remedy: 'Check interface.certificate, interface.key and interface.clientAuthority.',
  },
  methodRight: {
    number: 7203,
    action: 'configuration',
    cause: 'This socket is not for such an act.',
    remedy: 'Use the socket of the right group (README of src/api).',
  },
} as const satisfies Record<string, CodeEntry>;
