#!/usr/bin/env bash
# Runs the tests. Installs what they need and is missing, restores, builds once, and ends with one line of counts.
#   ./test.sh              everything but the long tests
#   ./test.sh --long       everything
#   ./test.sh Ingestion    only tests whose full name holds the word
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

configuration=Release
limit=${DASHBOARD_TEST_LIMIT:-13m} # A hang must not hang CI.
selection=(-trait- Category=Long)
for argument in "$@"; do
  case $argument in
    --long) selection=(); limit=${DASHBOARD_TEST_LIMIT:-90m} ;;
    -*) echo "usage: ./test.sh [--long] [word of a test's full name]" >&2; exit 2 ;;
    *) selection+=(-method "*$argument*") ;;
  esac
done

fail() {
  echo "test.sh: $1" >&2
  echo "Dashboard.Tests: 0 passed, 1 failed, 0 skipped"
  exit 1
}

# The browser tests drive the system's Chromium. Without root or apt they skip themselves and say why.
install_browser() {
  if command -v chromium >/dev/null || [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    return
  fi
  echo "test.sh: installing Chromium for the browser tests"
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    chromium fonts-liberation; } >/tmp/dashboard-apt.log 2>&1 </dev/null || { tail -20 /tmp/dashboard-apt.log >&2; fail "Chromium could not be installed"; }
}

command -v dotnet >/dev/null || fail "the .NET 10 SDK is needed: https://dotnet.microsoft.com/download"
install_browser

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
dotnet build Dashboard.sln -c "$configuration" -v quiet --nologo </dev/null || fail "the build failed"

mkdir -p artifacts
results=artifacts/tests.xml
rm -f "$results"
status=0
timeout --kill-after=15s "$limit" dotnet "Dashboard.Tests/bin/$configuration/net10.0/Dashboard.Tests.dll" \
  -noLogo -longRunning 120 -result-xml "$results" "${selection[@]}" </dev/null || status=$?
[[ $status -ne 124 && $status -ne 137 ]] || fail "the tests did not end within $limit"
[[ -s $results ]] || fail "the test run ended without results (exit code $status)"

count() { grep -o -m1 "<assembly [^>]*" "$results" | grep -o " $1=\"[0-9]*\"" | tr -dc 0-9; }
passed=$(count passed)
failed=$(($(count failed) + $(count errors)))
[[ $((passed + failed)) -gt 0 ]] || fail "no test was run"
[[ $status -eq 0 || $failed -gt 0 ]] || failed=1
echo "Dashboard.Tests: $passed passed, $failed failed, $(count skipped) skipped"
[[ $failed -eq 0 ]]
