# To be sourced by the run.sh of a job in User-Mode Linux: source "$RIG/jobs.sh"
#
# Cards: Loopback (what is played to hw:Loopback,0,N is captured from hw:Loopback,1,N and the other way round)
# and Dummy, by whose clock, exact to the nanosecond, Loopback goes. All who use Loopback take its period.

# Seconds since the guest was started.
uptime_seconds() { cut --delimiter ' ' --fields 1 /proc/uptime; }

# The number of a card, by its id.
card_number() {
  local number
  number=$(readlink "/proc/asound/$1")
  echo "${number#card}"
}

# clock_start PERIOD [RATE]: in frames, Hz
clock_start() {
  echo "$(card_number Dummy).0.0" > /proc/asound/Loopback/timer_source
  aplay --quiet --device hw:Dummy,0,0 --format S16_LE --rate "${2:-48000}" --channels 2 \
    --period-size "$1" --buffer-size $(($1 * 64)) /dev/zero &
  clock_process=$!
  sleep 0.1
}

clock_stop() {
  kill "$clock_process"
  wait "$clock_process" 2> /dev/null
}

# play PERIOD FORMAT OPTION... FILE: into the far end of the cable that a host on hw:Loopback,1,0 has, with
# what options aplay has. record: from there, with arecord's.
play() { far_end aplay "$@"; }
record() { far_end arecord "$@"; }
far_end() {
  local program=$1 period=$2 format=$3
  shift 3
  "$program" --quiet --device hw:Loopback,0,0 --format "$format" --rate 48000 --channels 2 \
    --period-size "$period" --buffer-size $((period * 64)) "$@"
}

# repeat COUNT FILE: raw sound for aplay's standard input
repeat() {
  local turn
  for ((turn = 0; turn < $1; turn++)); do cat "$2"; done
}

# shift_clock CARD SHIFT: while it goes by its own clock, a loopback card is SHIFT / 100000 times as slow.
shift_clock() {
  local device
  for device in 0 1; do
    amixer --quiet --card "$1" \
      cset "iface=PCM,name='PCM Rate Shift 100000',device=$device,subdevice=0" "$2"
  done
}

# The card that Loopback is goes away, and comes back.
unplug() { echo snd_aloop.0 > /sys/bus/platform/drivers/snd_aloop/unbind; }
replug() { echo snd_aloop.0 > /sys/bus/platform/drivers/snd_aloop/bind; }

# Puts all devices to sleep for SECONDS, and wakes them.
suspend() {
  echo devices > /sys/power/pm_test
  echo "$1" > /sys/module/suspend/parameters/pm_test_delay
  echo freeze > /sys/power/state
}

# What snd_pcmtest gets wrong, 0 or 1: open_err, hwpars_err, prepare_err, trigger_err; or how late: delay
inject_fault() { echo "$2" > "/sys/module/snd_pcmtest/parameters/inject_$1"; }
