# shellcheck shell=bash
# Shared by bin/demo, bin/test and bin/check: Debian's packages, the virtual environment, ports.
# Nothing here speaks to people: bin/demo does so in Russian, the other two in English.

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python

# What WeasyPrint loads at run time (its manual's list for Debian), then the documents' fonts.
# Here and in bin/test an entry is "package" or "package=file that it is wanted for".
# shellcheck disable=SC2034
PDF_PACKAGES=(
  libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  fonts-paratype fonts-liberation2 fonts-dejavu-core
)

# What checks electronic signatures: OpenSSL and its engine for Russian algorithms (ГОСТ).
# shellcheck disable=SC2034
SIGNATURE_PACKAGES=(openssl libengine-gost-openssl)

# More than half of the suite's time: the sweeps of all pages, whole documents, long lists.
# bin/check leaves them out, and bin/test on SQLite; on PostgreSQL bin/test runs everything.
# shellcheck disable=SC2034
SLOW_MODULES=(
  tests/test_access.py
  tests/admin/test_{costs,registers,roster,russian,tenants,words_of_kinds}.py
  tests/memberships/roster
  tests/memberships/test_{bulk,matching,matching_properties,restricted_requests,restrictions}.py
  tests/memberships/test_{rights_matrix,roster_imports}.py
  tests/chats/test_creation.py
  tests/invitations/test_sweep.py
  tests/portal/test_{demo_dates,seed_demo,words_of_kinds}.py
  tests/regulations/importing/test_{bounds,distorted,nothing_lost,services,views}.py
  tests/regulations/signatures
  tests/regulations/test_{documents,editing_views,letters,package,paper_texts,papers}.py
  tests/regulations/test_{acts_of_kinds,annexes,cancelling,extracts,orphaned,package_approval}.py
  tests/regulations/test_{package_set,page_words,paper_rights,paper_words,reachable}.py
  tests/regulations/test_{reading_aloud,renewed_forms}.py
  tests/regulations/test_{amendment_pages,pdf_text,service_rights,scan_pages,scan_reading,scans,views}.py
)

# --- Commands that end with the script --------------------------------------------------------------

declare -A JOBS=()

# Starts a command in a process group of its own, to be ended with all its children by stop_jobs.
start_job() {
  set -m
  "$@" </dev/null &
  set +m
  JOB=$!
  JOBS[$JOB]=running
}

wait_for() {
  local status=0
  wait "$1" || status=$?
  unset "JOBS[$1]"
  return "$status"
}

# Runs a command to its end. Unlike a plain call it is ended at once when the script gets a signal,
# and without the traceback that Python prints on Ctrl-C.
run() {
  start_job "$@"
  wait_for "$JOB"
}

stop_jobs() {
  local job
  for job in "${!JOBS[@]}"; do
    kill -- "-$job" 2>/dev/null || true
    wait_for "$job" 2>/dev/null || true
  done
}

# --- Debian's packages ------------------------------------------------------------------------------

package_is_there() {
  local package=${1%%=*} file=${1#*=}
  # Another version of the package, or none at all, may have brought the file: then it is enough.
  [[ $file != "$package" ]] && compgen -G "$file" >/dev/null && return
  dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed
}

# Prints those of its arguments that are not installed, and python3-venv if it is needed and missing.
missing_packages() {
  local package
  "$PYTHON" -c 'import pip' 2>/dev/null || system_python >/dev/null || echo python3-venv
  for package in "$@"; do
    package_is_there "$package" || echo "${package%%=*}"
  done
}

# Sets SUDO to what a command must be preceded by to run as root; fails where there is no way.
become_root() {
  SUDO=()
  (($(id -u) == 0)) && return
  SUDO=(sudo)
  command -v sudo >/dev/null || return 1
  # Only a person at a terminal can type a password.
  sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }
}

# The command that a person with the rights can run instead of us.
install_command() {
  local prefix=""
  command -v sudo >/dev/null && prefix="sudo "
  echo "${prefix}apt-get update && ${prefix}apt-get install --no-install-recommends -y $*"
}

# Installs the packages quietly; shows the end of apt's log only if that fails. Needs become_root.
install_packages() {
  local log status=0
  local apt=(
    "${SUDO[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
    apt-get -q -y -o DPkg::Lock::Timeout=120
  )
  log=$(mktemp)
  # A broken third repository of this machine must not stop us: the install below decides.
  "${apt[@]}" update >"$log" 2>&1 || true
  "${apt[@]}" install --no-install-recommends "$@" >>"$log" 2>&1 </dev/null || status=$?
  ((status == 0)) || tail -n 15 "$log" >&2
  rm -f "$log"
  return "$status"
}

# --- Python -----------------------------------------------------------------------------------------

# Prints the Python to make the environment with: 3.11 to 3.13 (Django 5.2's) and able to. Debian's
# own comes first, as python3-venv completes that one.
system_python() {
  local candidate path
  for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    path=$(command -v "$candidate") || continue
    if "$path" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
      2>/dev/null; then
      echo "$path"
      return
    fi
  done
  return 1
}

requirements_hash() {
  # requirements-dev.txt includes requirements.txt: a change of either changes it.
  cat "$ROOT/requirements.txt" "$ROOT/$1" | sha256sum | cut -d ' ' -f 1
}

venv_is_ready() {
  [[ ! -e $VENV/.incomplete && -e $VENV/.installed-$1 ]] || return 1
  [[ $(<"$VENV/.installed-$1") == "$(requirements_hash "$1")" ]] || return 1
  "$PYTHON" -c '' 2>/dev/null
}

# Brings .venv up to a requirements file. While it works .venv/.incomplete exists: what was
# interrupted half-way is made anew next time. An environment made by hand is completed, not replaced.
prepare_venv() {
  local requirements=$1
  if [[ -e $VENV/.incomplete ]] || ! "$PYTHON" -c 'import pip' 2>/dev/null; then
    rm -rf "$VENV"
    mkdir "$VENV"
    touch "$VENV/.incomplete"
    run "$(system_python)" -m venv "$VENV" || return 1
  fi
  touch "$VENV/.incomplete"
  if ! run "$PYTHON" -m pip install -qq --disable-pip-version-check --no-input \
    -r "$ROOT/$requirements"; then
    # pip gave up by itself (no network, say) and left everything whole: go on from here next time.
    rm -f "$VENV/.incomplete"
    return 1
  fi
  requirements_hash requirements.txt >"$VENV/.installed-requirements.txt"
  requirements_hash "$requirements" >"$VENV/.installed-$requirements"
  rm -f "$VENV/.incomplete"
}

# --- Ports ------------------------------------------------------------------------------------------

port_is_taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

free_port() {
  "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
