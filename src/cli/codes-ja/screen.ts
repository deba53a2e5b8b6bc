import type { SCREEN_CODES } from '../../base/codes/screen.ts';
import type { CodesJa } from './contract.ts';

/** 70xx–72xx: screen, sound, lamps, sockets. */
export const SCREEN_JA: CodesJa<typeof SCREEN_CODES> = {
  screenMessage: {
    cause: '取り決めに反するメッセージを画面側から受けました。',
    remedy: '画面側のプログラムを直してください(AsyncAPI 文書を参照)。',
  },
  screenToken: {
    cause: '画面側のトークンが違うか、別のオリジンから接続しています。',
    remedy: '今回の起動で発行されたトークンを渡してください。',
  },
  screenSchema: {
    cause: '画面側が、別の版の取り決めを使っています。',
    remedy: '画面側を更新してください。',
  },
  screenOccupied: {
    cause: 'すでに別の画面が接続しています。',
    remedy: 'その画面を閉じてください。',
  },
  screenAbsent: {
    cause: '画面が接続されていません。',
    remedy: '画面を起動してください。',
  },
  screenStale: {
    cause: '表示が終わった画面への操作か、画面にない操作を受けました。',
    remedy: '最後に届いた画面に応答してください。',
  },
  screenRole: {
    cause: 'その役割では許されない操作を受けました。',
    remedy: '利用者の操作を送れるのは、画面だけです。',
  },
  screenPages: {
    cause: '画面の生成済みページがありません。',
    remedy: '画面をビルドするか、設定のフォルダーを直してください。',
  },
  soundUnavailable: {
    cause: '音声を再生できません。',
    remedy: '音声装置と音声合成エンジンを確認してください。',
  },
  panelDeviceAbsent: {
    cause: 'ランプ、表示灯、センサー、または触知キーパッドが応答しません。',
    remedy: 'USB ケーブルと電源を確認してください。取扱は画面と音声で続きます。',
  },
  panelDeviceIdentity: {
    cause: 'ランプ、表示灯、センサー、または触知キーパッドが、設定と別の機器です。',
    remedy: '正しい機器をつなぐか、設定の機種と製造番号を直してください。',
  },
  panelDeviceFault: {
    cause: 'ランプ、表示灯、センサー、または触知キーパッドが異常を知らせています。',
    remedy: 'メッセージに示された機器を確認してください。取扱は画面と音声で続きます。',
  },
  panelDeviceAccess: {
    cause: 'ランプ、表示灯、センサー、または触知キーパッドを開く権限がありません。',
    remedy: 'systemd フォルダーの udev ルールを入れ、機器をつなぎ直してください。',
  },
  daemonUnreachable: {
    cause: '制御プログラムが応答しません。',
    remedy: 'madoguchid を起動するか、ソケットのパスを確認してください。',
  },
  operatorUnnamed: {
    cause: '操作する人の名前なしに、操作が求められました。',
    remedy: '`by` を付けてください(英数字、ピリオド、ハイフン、下線で 32 文字まで)。',
  },
  interfaceClient: {
    cause: '証明書が設定済みの相手を示していない基板か、本機のものではない名前で接続がありました。',
    remedy: '設定の interface.clients と interface.names を確認してください。',
  },
  interfaceKeys: {
    cause: 'ほかの基板とのインターフェースを、設定された鍵で開けません。',
    remedy: 'interface.certificate、interface.key、interface.clientAuthority を確認してください。',
  },
  methodRight: {
    cause: 'このソケットでは、その操作はできません。',
    remedy: '権限のあるグループのソケットを使ってください(src/api の README を参照)。',
  },
};
