#!/usr/bin/env bash
# Sets everything up on Debian or Ubuntu: system libraries, fonts, Python, then packaging/set_up.py.
# Called by waishi and waishi-test at every start; does nothing where all is there.
#
#   packaging/set_up.sh [--test] [--again]
#
# --test installs the test tools too; --again looks at everything anew.
# All messages go to stderr: stdout belongs to the program.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
log=$root/set-up.log
level=()
again=
for argument in "$@"; do
    case $argument in
        --test) level=(--test) ;;
        --again) again=yes ;;
        *) echo "用法：packaging/set_up.sh [--test] [--again]" >&2; exit 2 ;;
    esac
done
unset PYTHONDONTWRITEBYTECODE

is_ready() {
    [[ -z $again && -x $root/.venv/bin/python ]] \
        && "$root/.venv/bin/python" -I -S "$root/packaging/set_up.py" --check "${level[@]}" \
            2>/dev/null
}

is_ready && exit 0

say() { printf '%s\n' "$*" >&2; }
fail() { say; say "安装没有完成：$1"; shift; (($# == 0)) || printf '%s\n' "$@" >&2; exit 1; }

# Qt needs these even without a screen …
libraries=(libgl1 libegl1 libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1)
# … these for a screen (X11 or Wayland), and the last for real printers.
libraries+=(libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1
    libxkbcommon-x11-0 libwayland-cursor0 libwayland-egl1 libcups2)
# Noto is drawn on the screen and converted for printing, WenKai prints 楷体 and rare characters;
# ZenHei and UMing stand in where Noto cannot be had. The Latin face comes with them, below.
fonts=(fonts-noto-cjk fonts-lxgw-wenkai fonts-wqy-zenhei fonts-arphic-uming)

# The tests look at printed papers with other eyes than the program's (pdftotext).
test_tools=()
[[ ${level[*]} == --test ]] && test_tools=(pdftotext:poppler-utils fc-list:fontconfig git:git)

is_installed() { # Debian 13 and Ubuntu 24.04 have renamed some libraries to …t64
    local states # one of the two names is always unknown, which dpkg-query calls an error
    states=$(dpkg-query -W -f ' ${db:Status-Status} ' "$1" "$1t64" 2>/dev/null) || true
    [[ $states == *" installed "* ]]
}

missing_of() {
    local package
    for package in "$@"; do is_installed "$package" || printf '%s\n' "$package"; done
}

is_offered() { apt-get -s --no-install-recommends install "$1" >/dev/null 2>&1; }

candidate_of() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p'; }

usable_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c '
import sys
sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

missing_tools() {
    local pair
    for pair in "${test_tools[@]}"; do
        command -v "${pair%:*}" >/dev/null || printf '%s\n' "${pair#*:}"
    done
}

# Names the packages that give a Python which can make a virtual environment; none if one is here.
missing_python() {
    local python name
    if python=$(usable_python); then
        "$python" -c 'import ensurepip, venv' 2>/dev/null && return
        python=$(readlink -f "$python")
        [[ $python == /usr/bin/* ]] || return 0
        printf '%s\n' "$(basename "$python")-venv"
        return
    fi
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if [[ $(candidate_of "$name") =~ ^3\.1[1-4]([^0-9]|$) ]]; then
            printf '%s\n' "$name" "$name-venv"
            return
        fi
    done
    # Before the first apt-get update nothing is known: the usual name, then.
    [[ -n $(candidate_of python3) ]] || printf '%s\n' python3 python3-venv
}

# Version 2 of Liberation has the accents of Vietnamese and the open licence. Debian 12 has it under
# a name of its own, newer systems under the plain name.
missing_latin_font() {
    is_installed fonts-liberation2 && return
    [[ $(dpkg-query -W -f '${Version}' fonts-liberation 2>/dev/null) == 1:2* ]] && return
    if is_offered fonts-liberation2; then echo fonts-liberation2; else echo fonts-liberation; fi
}

as_root=()
choose_root() {
    ((EUID == 0)) && return
    command -v sudo >/dev/null || return 1
    if ! sudo -n true 2>/dev/null; then
        [[ -t 0 ]] || return 1
        say "安装系统组件需要管理员密码（sudo）。"
        sudo -v || return 1
    fi
    as_root=(sudo)
}

apt() {
    "${as_root[@]}" env LC_ALL=C DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
        apt-get -o DPkg::Lock::Timeout=300 "$@" 2>&1 </dev/null | tee -a "$log"
}

# Tells in Chinese how far apt has come; its own words are in the log.
show_progress() {
    local line words
    while IFS= read -r line; do
        read -ra words <<<"$line"
        if [[ $line =~ ^Get:.*\[([0-9]+)[.0-9]*\ MB\]$ ]] && ((BASH_REMATCH[1] >= 5)); then
            say "  下载 ${words[4]} ${words[-2]} ${words[-1]}"
        elif [[ $line == "Setting up "* ]]; then
            say "  已装 ${words[2]}"
        fi
    done
}

by_hand() { # the line that an administrator can run instead
    local sudo="sudo "
    ((EUID == 0)) && sudo=
    echo "  ${sudo}apt-get update && ${sudo}apt-get install --no-install-recommends $*"
}

has_chinese_font() {
    local package
    for package in "${fonts[@]}"; do is_installed "$package" && return; done
    command -v fc-list >/dev/null && [[ -n $(fc-list :lang=zh family) ]]
}

# Fills `required` and `wanted` with what is not installed.
look() {
    mapfile -t required < <(missing_python; missing_of "${libraries[@]}"; missing_tools)
    mapfile -t wanted < <(missing_of "${fonts[@]}"; missing_latin_font)
}

refuse_without_root() {
    if ((${#required[@]} == 0)) && has_chinese_font; then
        say "注意：缺少字体 ${wanted[*]}，打印改用已有字体。管理员可执行下面一行补装："
        say "$(by_hand "${wanted[@]}")"
        return
    fi
    fail "缺少系统组件，而当前用户不是管理员，也不能用 sudo。请管理员执行下面一行，然后重新运行：" \
        "$(by_hand "${required[@]}" "${wanted[@]}")"
}

install_system_packages() {
    local required wanted offered=() package
    look
    ((${#required[@]} + ${#wanted[@]})) || return 0
    if ! choose_root; then
        refuse_without_root
        return
    fi
    say "正在读取软件目录……"
    apt -q update >/dev/null || true # one unreachable source must not stop the others
    look # Python's and the Latin font's package names are known only now
    for package in "${wanted[@]}"; do
        if is_offered "$package"; then offered+=("$package"); else say "  软件源中没有 $package。"; fi
    done
    say "正在安装系统组件（${#required[@]} 个程序包、${#offered[@]} 种字体及其依赖）……"
    local install=(-q -y --no-install-recommends install)
    apt "${install[@]}" "${required[@]}" "${offered[@]}" | show_progress && return
    if apt "${install[@]}" "${required[@]}" | show_progress && has_chinese_font; then
        say "注意：字体没有装全，打印改用已有字体。"
        return
    fi
    fail "系统组件没有装上，多半是网络不通或软件源不可用（详见 set-up.log）。" \
        "网络恢复后重新运行即可，也可以先自己执行：" \
        "$(by_hand "${required[@]}" "${wanted[@]}")"
}

[[ -w $root ]] || fail "没有写入 $root 的权限。请把程序放到自己的文件夹里再运行。"
exec 9<"${BASH_SOURCE[0]}"
flock -n 9 || { say "另一个安装正在进行，等它结束……"; flock 9; }
is_ready && exit 0
: >"$log"
say "正在准备外事台账所需的组件（需要联网，约几分钟；装好以后直接启动）……"
if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    install_system_packages
else
    say "注意：本机不是 Debian 或 Ubuntu 系，系统库和中文字体请自行安装。"
fi
python=$(usable_python) \
    || fail "没有找到 Python 3.11 至 3.14，软件源中也没有。请先装好其中之一，再重新运行。"
"$python" "$root/packaging/set_up.py" "${level[@]}" 9<&-
