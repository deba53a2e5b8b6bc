import type { FLEET_CODES } from '../../base/codes/fleet.ts';
import type { CodesJa } from './contract.ts';

/** 14xx: the fleet, and orders from afar. */
export const FLEET_JA: CodesJa<typeof FLEET_CODES> = {
  remoteForged: {
    cause: '遠隔の命令に、この端末が知る人の署名がありません。',
    remedy: '送信者と fleet.commandSigners を確認してください。',
  },
  remoteForeign: {
    cause: '遠隔の命令が別の端末宛てか、有効時間を過ぎています。',
    remedy: 'この端末宛てに、現在の時刻で署名し直してください。',
  },
  remoteNoTime: {
    cause: '端末がまだ時刻を知らず、遠隔の命令が有効か判断できません。',
    remedy: 'センターが応答したら、命令を送り直してください。',
  },
  brokerAbsent: {
    cause: 'ブローカーの設定がないまま、監視エージェントが起動されました。',
    remedy: 'fleet.broker を設定するか、エージェントを起動しないでください。',
  },
  brokerUnreachable: {
    cause: '監視用のブローカーが応答しません。',
    remedy: '失われたものはありません。続くときは、回線、fleet.broker、証明書を確認してください。',
  },
  brokerRefused: {
    cause: '監視用のブローカーが、この端末の送信を受け付けません。',
    remedy: 'この端末に、自分のトピックへの送信を許可してください(docs/fleet.md)。',
  },
  fleetState: {
    cause: '監視エージェントが、受領済みの番号のファイルを読み書きできません。',
    remedy:
      'fleet.stateFile のフォルダーの権限をエージェントに与えてください。壊れたファイルは削除できます。その場合、通知は送り直されます。',
  },
};
