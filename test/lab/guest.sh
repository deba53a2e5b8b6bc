#!/bin/bash
# First program of the laboratory's machine: nodes, udev, a USB gadget, then the checks; in the end the machine goes off.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
cd "$(dirname "$0")/../.." || exit 1
mount -t tmpfs t /tmp
mount -t tmpfs t /run
# busybox has a modprobe that reads the list that busybox made.
for module in dummy_hcd libcomposite usb_f_hid usbhid hid-generic uhid; do
  out/lab/tools/bin/busybox modprobe "$module" || echo "LAB failed modprobe $module"
done
mount -t configfs c /sys/kernel/config
/lib/systemd/systemd-udevd --daemon
udevadm trigger
udevadm settle

# A PATLITE LR6-USB on a USB bus: its descriptor has vendor page ff00, eight bytes in and eight out. It is plugged in by writing UDC.
G=/sys/kernel/config/usb_gadget/light
mkdir -p $G/strings/0x409 $G/configs/c.1/strings/0x409 $G/functions/hid.0
echo 0x191a >$G/idVendor
echo 0x8003 >$G/idProduct
echo PATLITE >$G/strings/0x409/manufacturer
echo LR6-USB >$G/strings/0x409/product
echo 0 >$G/functions/hid.0/subclass
echo 0 >$G/functions/hid.0/protocol
echo 8 >$G/functions/hid.0/report_length
printf '\x06\x00\xff\x09\x01\xa1\x01\x15\x00\x26\xff\x00\x75\x08\x95\x08\x09\x01\x81\x02\x09\x02\x91\x02\xc0' >$G/functions/hid.0/report_desc
ln -s $G/functions/hid.0 $G/configs/c.1/

timeout 200 node_modules/.bin/node test/lab/hid.ts || echo "LAB failed the checks ended with $?"
echo "LAB done"
sleep 0.2
echo o >/proc/sysrq-trigger
sleep 10
