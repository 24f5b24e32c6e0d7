#!/usr/bin/env bash
# The steps of action.yml: `action.sh which|install|compare|comment|check|build`. All that they are told comes in variables, which
# action.yml sets; what GitHub sets is called GITHUB_* and RUNNER_*. Runs with bash 3.2, which macOS has.
set -euo pipefail

# A message in the log and beside it: `say warning WORDS`.
say() {
  local words=${2//'%'/%25}
  words=${words//$'\r'/}
  echo "::$1 title=noticec::${words//$'\n'/%0A}"
}

fail() {
  say error "$1"
  exit 2
}

output() {
  local value=${2//$'\n'/ }
  echo "$1=$value" >>"$GITHUB_OUTPUT"
}

summary() {
  printf '%s\n' "$@" >>"$GITHUB_STEP_SUMMARY"
}

# What tells the notices of this step from those of another in the same job; empty where they are all of the repository.
key() {
  [ "$WORKING_DIRECTORY$NOTICES" = . ] || printf '%s\n' "$WORKING_DIRECTORY" "$NOTICES" | cksum | cut -d ' ' -f 1
}

# The notices that are asked for, in `paths`, from the working directory.
paths=()
open() {
  cd "$WORKING_DIRECTORY" || fail "there is no folder $WORKING_DIRECTORY"
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [ -z "$line" ] || paths+=("$line")
  done <<<"$NOTICES"
}

# The words of `levels`: options for levels, each with its rules, and nothing else.
options=()
read_options() {
  local word is_option=true
  local -a words=()
  read -r -d '' -a words <<<"$LEVELS" || true
  for word in ${words[@]+"${words[@]}"}; do
    case $is_option:$word in
    true:-[AWD] | true:--allow | true:--warn | true:--deny) is_option=false ;;
    false:[A-Za-z]*) is_option=true ;;
    *) fail "\`levels\` is written as on the command line, such as \`-D warnings -A style\`; this is no part of it: $word" ;;
    esac
    options+=("$word")
  done
  [ "$is_option" = true ] || fail "\`levels\` ends with an option that names no rule: $LEVELS"
}

# What names the compiled program: its version, or what its sources are; empty where it is there already.
which() {
  local key=
  case $VERSION in
  installed) ;;
  own)
    key=$(cd "$GITHUB_ACTION_PATH" && find Cargo.toml Cargo.lock build.rs src templates schema docs/rules docs/changes -type f |
      LC_ALL=C sort | git hash-object --no-filters --stdin-paths | git hash-object --stdin)
    key=own-${key:0:16}
    ;;
  *)
    [[ $VERSION =~ ^[0-9]+(\.[0-9A-Za-z+-]+)+$ ]] || fail "this is no version of noticec: $VERSION"
    key=$VERSION
    ;;
  esac
  output key "$key"
}

install() {
  if [ -z "$KEY" ]; then
    command -v noticec >/dev/null || fail "noticec is not on the PATH; \`version\` can name one to be installed"
  else
    local root="$HOME/.cache/noticec/$KEY"
    local -a what=(noticec --version "$VERSION")
    [ "$VERSION" != own ] || what=(--path "$GITHUB_ACTION_PATH" --target-dir "$RUNNER_TEMP/noticec-target")
    [ -x "$root/bin/noticec" ] || cargo install --locked --root "$root" "${what[@]}"
    echo "$root/bin" >>"$GITHUB_PATH"
    PATH="$root/bin:$PATH"
  fi
  noticec --version
  # Later steps may print findings as lines; from now on, GitHub reads them.
  [ "$ANNOTATIONS" != true ] || echo "::add-matcher::$GITHUB_ACTION_PATH/templates/ci/matcher.json"
}

commit() {
  git rev-parse --quiet --verify "$1^{commit}"
}

# The commit that a pull request is compared with. What a checkout has left out is fetched, one commit at a time.
base_of_pull_request() {
  # GitHub checks out the merge of the branch; its first parent is the base as it is now.
  if [ "$(git rev-parse HEAD)" = "$GITHUB_SHA" ]; then
    commit "HEAD^1" >/dev/null || git fetch --quiet --no-tags --depth=2 origin "$GITHUB_SHA" >&2 || true
    if commit "HEAD^2" >/dev/null; then
      commit "HEAD^1"
      return
    fi
  fi
  commit "$BASE_SHA" >/dev/null || git fetch --quiet --no-tags --depth=1 origin "$BASE_SHA" >&2 || return
  git merge-base HEAD "$BASE_SHA" || commit "$BASE_SHA"
}

compare() {
  open
  local against=$AGAINST folder code=0
  if [ -n "$against" ]; then
    [ -f "$against" ] || commit "$against" >/dev/null ||
      fail "\`against\` is neither a file nor a commit that was checked out: $against (actions/checkout takes \`fetch-depth: 0\`)"
  elif [ -n "$BASE_SHA" ]; then
    against=$(base_of_pull_request) || {
      say warning "The base of the pull request can't be fetched, so nothing is compared."
      return 0
    }
    against=$(git rev-parse --short=12 "$against")
  else
    return 0
  fi
  folder=$(mktemp -d "$RUNNER_TEMP/noticec.XXXXXX")
  noticec diff --color never --against "$against" --format markdown -- ${paths[@]+"${paths[@]}"} >"$folder/diff" 2>"$folder/why" || code=$?
  if [ "$code" -gt 1 ]; then
    # What is wrong with the new version, the check says; an old one that can't be read is no fault of the change that mends it.
    local why
    why="can't be compared with \`$against\`: $(sed -n '1s/^error: //p' "$folder/why")"
    say warning "The notices $why"
    printf '%s\n' "<!-- noticec diff -->" "### Privacy notice: not compared" "" "It $why." >"$folder/diff"
  else
    local class
    noticec diff --against "$against" --format json -- ${paths[@]+"${paths[@]}"} >"$folder/json" 2>/dev/null || [ $? = 1 ]
    class=$(jq -r '[.notices[].class] as $all | ["fundamental", "material", "review", "editorial"] | map(select(IN($all[]))) | first // ""' "$folder/json")
    output against "$against"
    output class "$class"
    output changed "$([ -n "$class" ] && echo true || echo false)"
  fi
  local mark
  mark=$(key)
  sed "1s/.*/<!-- noticec diff${mark:+ $mark} -->/" "$folder/diff" >"$folder/diff.md"
  output diff "$folder/diff.md"
  cat "$folder/diff.md" >>"$GITHUB_STEP_SUMMARY"
}

# `api METHOD ADDRESS [BODY]`: asks GitHub, and prints the answer; fails where it is no good one. The token is in no command line.
api() {
  local code
  code=$(curl --silent --show-error --max-time 30 --retry 2 --config - --request "$1" --output "$folder/answer" \
    --write-out '%{http_code}' --header "Accept: application/vnd.github+json" --header "X-GitHub-Api-Version: 2022-11-28" \
    ${3:+--data-binary "@$3"} "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$2" <<<"header = \"Authorization: Bearer $TOKEN\"" \
    2>"$folder/why") || {
    cat "$folder/why"
    return 1
  }
  case $code in
  2??) cat "$folder/answer" ;;
  *)
    echo "$code $(jq -r '.message? // ""' "$folder/answer" 2>/dev/null)"
    return 1
    ;;
  esac
}

# The comment of an earlier run; empty if there is none.
earlier() {
  local page=1 found answer
  while :; do
    answer=$(api GET "$PULL_REQUEST/comments?per_page=100&page=$page") || {
      echo "$answer"
      return 1
    }
    # Anybody can write such a mark: the comment is that of a bot, or of somebody who may write to the repository.
    found=$(jq -r --arg mark "$(head -n 1 "$DIFF")" 'map(select((.body // "" | startswith($mark)) and
      (.user.type == "Bot" or (.author_association | IN("OWNER", "MEMBER", "COLLABORATOR"))))) | first // {} | .id // ""' <<<"$answer") || return
    [ -z "$found" ] || break
    [ "$(jq length <<<"$answer")" = 100 ] || break
    page=$((page + 1))
  done
  echo "$found"
}

# Writes the comment, or mends that of an earlier run; none where nothing has changed and nothing was said before.
write_comment() {
  local id
  id=$(earlier) || {
    echo "$id"
    return 1
  }
  jq --raw-input --slurp '{ body: . }' "$DIFF" >"$folder/body"
  if [ -n "$id" ]; then
    api PATCH "comments/$id" "$folder/body"
  elif [ "$CHANGED" = true ]; then
    api POST "$PULL_REQUEST/comments" "$folder/body"
  fi
}

comment() {
  folder=$(mktemp -d "$RUNNER_TEMP/noticec.XXXXXX")
  local answer
  if ! answer=$(write_comment); then
    local why="GitHub takes no comment from this run ($answer)"
    say notice "$why; what changes stands in the summary of the job. Comments need \`pull-requests: write\`, which a fork does not have."
    summary "" "_$why. What changes stands here alone._"
  fi
}

check() {
  open
  read_options
  local folder code=0 key
  folder=$(mktemp -d "$RUNNER_TEMP/noticec.XXXXXX")
  local -a arguments=(--report "sarif=$folder/noticec.sarif")
  [ -z "$AGAINST" ] || arguments+=(--against "$AGAINST")
  [ -z "$BASELINE" ] || arguments+=(--baseline "$BASELINE")
  [ "$NEW_ONLY" != true ] || arguments+=(--new-only)
  [ "$ANNOTATIONS" != true ] || arguments+=(--report github)
  noticec check "${arguments[@]}" ${options[@]+"${options[@]}"} -- ${paths[@]+"${paths[@]}"} || code=$?
  output check "$code"
  if [ -f "$folder/noticec.sarif" ]; then
    output sarif "$folder/noticec.sarif"
    key=$(key)
    output category "noticec${key:+-$key}"
  fi
  return "$code"
}

build() {
  open
  read_options
  local -a arguments=()
  case $BUILD in
  true) ;;
  check) arguments+=(--check) ;;
  auto)
    if [ -n "$BASELINE" ]; then
      echo "Nothing is built beside a baseline; \`build: true\` builds all the same."
      return 0
    fi
    ;;
  *) fail "\`build\` is \`auto\`, \`true\`, \`check\` or \`false\`, and not: $BUILD" ;;
  esac
  [ -z "$OUT" ] || arguments+=(--out "$OUT")
  noticec build ${arguments[@]+"${arguments[@]}"} ${options[@]+"${options[@]}"} -- ${paths[@]+"${paths[@]}"}
}

case ${1-} in
which | install | compare | comment | check | build) "$1" ;;
*) fail "usage: action.sh which|install|compare|comment|check|build" ;;
esac
