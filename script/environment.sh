# Sourced by script/demo and script/test: the Python environment in .venv, and how scripts say no.
# POSIX sh; expects $root, the folder of the project.

NEEDED_MEGABYTES=700

# One clear sentence and what to do; then the end.
refuse() {
    printf '%s\n' "$@" >&2
    exit 1
}

is_root() {
    [ "$(id -u)" = 0 ]
}

# apt_install PACKAGE…: as root on Debian and its kin; 1 where that is not possible, or fails.
apt_install() {
    is_root && command -v apt-get >/dev/null 2>&1 || return 1
    echo "Installing $* …" >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    # The list of packages may be old or not there at all.
    apt-get update >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >&2
}

is_new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Print the Python to use: $PYTHON, else the first that is new enough.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_new_enough "$PYTHON" || refuse "PYTHON=$PYTHON is not there, or older than Python 3.11." \
            "Name another one, or leave PYTHON unset."
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
        if is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    if command -v python3 >/dev/null 2>&1; then
        refuse "Presswerk needs Python 3.11 or newer, and python3 is $(python3 -c \
            'import platform; print(platform.python_version())' 2>/dev/null)." \
            "Install a newer one, such as: apt install python3.11 python3.11-venv"
    fi
    refuse "Presswerk needs Python 3.11 or newer, and there is none." "Type as root: apt install python3 python3-venv"
}

# Debian and Ubuntu keep the module venv works with in a package of its own.
require_venv_module() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "python$version-venv" || apt_install python3-venv ||
        refuse "Python's module venv is missing." "Type as root: apt install python$version-venv"
    "$1" -c 'import ensurepip, venv' 2>/dev/null ||
        refuse "Python's module venv is still missing." "Type as root: apt install python$version-venv"
}

require_room() {
    [ -w "$root" ] || refuse "Your user may not write to $root." \
        "Clone the project into a folder of your own, or give yourself the right to write there."
    free=$(df -Pm "$root" | awk 'NR == 2 {print $4}')
    [ "$free" -ge "$NEEDED_MEGABYTES" ] || refuse "The disk is full: $free MB are free for $root, and installing needs $NEEDED_MEGABYTES." \
        "Free some space there, or clone the project to another disk."
}

# What an installed environment was made from; another sum means that it has to be brought up to date.
sum_of() {
    (cd "$root" && cat "$@" | cksum)
}

# prepare_environment STAMP LOCK…: .venv with exactly what the locks name and the project itself.
# The stamp is written last, so an interrupted installation is begun again.
prepare_environment() {
    stamp="$root/.venv/.installed-$1"
    shift
    # It may be broken by a newer system Python, or by having been moved.
    if [ -d "$root/.venv" ] && ! "$root/.venv/bin/python" -c 'import pip' 2>/dev/null; then
        require_room
        rm -rf "$root/.venv"
    fi
    sum="$(sum_of pyproject.toml "$@") $root"
    [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return

    require_room
    if [ ! -d "$root/.venv" ]; then
        python=$(find_python) || exit 1
        require_venv_module "$python"
        "$python" -m venv "$root/.venv" || { rm -rf "$root/.venv"; refuse "The environment .venv cannot be made." \
            "What Python says stands above; mend that and start again."; }
    fi
    echo "Installing what is locked in requirements/ into .venv; this is done once …" >&2
    (
        cd "$root"
        options=""
        for lock in "$@"; do options="$options -r $lock"; done
        # shellcheck disable=SC2086 # each lock is a word of its own
        .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes $options &&
            .venv/bin/python -m pip install -qq --disable-pip-version-check \
                --no-deps --no-build-isolation --no-index --editable .
    ) ||
        refuse "The packages cannot be installed." \
            "What pip says stands above; see that this machine is on the network and has room on its disk, and start again."
    printf '%s' "$sum" >"$stamp"
}
