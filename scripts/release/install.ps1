# Installs squeezr: downloads the binary for this machine, checks its sum, puts it into a folder of yours. No administrator.
#
#   SQUEEZR_DOWNLOAD   where the release's files are: a URL
#   SQUEEZR_INSTALL    the folder to install into; %LOCALAPPDATA%\Programs\squeezr where it is not set
#
# What it writes: that one file, and its folder into your user's Path. To remove it: `squeezr unsetup`, then delete the
# folder and %USERPROFILE%\.squeezr.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# The release writes its own page in here; where it has none, SQUEEZR_DOWNLOAD must say it.
$page = '@RELEASE_PAGE@'
if ($page.StartsWith('@')) { $page = '' }
$download = if ($env:SQUEEZR_DOWNLOAD) { $env:SQUEEZR_DOWNLOAD } else { $page }
if (-not $download) { throw 'install.ps1: say where the release is: set $env:SQUEEZR_DOWNLOAD first' }
$download = $download.TrimEnd('/')
$folder = if ($env:SQUEEZR_INSTALL) { $env:SQUEEZR_INSTALL } else { Join-Path $env:LOCALAPPDATA 'Programs\squeezr' }

# Windows on ARM runs programs for x64.
if (-not [Environment]::Is64BitOperatingSystem) { throw 'install.ps1: there is no binary for 32-bit Windows' }
$file = 'squeezr-windows-x64.exe'

$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory -Path $work | Out-Null
try {
  Invoke-WebRequest -UseBasicParsing "$download/SHA256SUMS" -OutFile "$work\SHA256SUMS"
  Invoke-WebRequest -UseBasicParsing "$download/$file" -OutFile "$work\$file"

  $line = Get-Content "$work\SHA256SUMS" | Where-Object { $_ -match "^[0-9a-f]{64} [ *]$([regex]::Escape($file))$" }
  if (-not $line) { throw "install.ps1: $download/SHA256SUMS does not name ${file}: this is no release of squeezr" }
  $want = ($line -split ' ')[0]
  $got = (Get-FileHash -Algorithm SHA256 "$work\$file").Hash.ToLower()
  if ($got -ne $want) {
    throw "install.ps1: $file is damaged or not what was released: its SHA-256 is $got, not $want. Nothing was installed"
  }
  $said = & "$work\$file" version
  if ($LASTEXITCODE -ne 0) { throw "install.ps1: the binary does not run here: $said" }

  New-Item -ItemType Directory -Force -Path $folder | Out-Null
  Move-Item -Force "$work\$file" (Join-Path $folder 'squeezr.exe')
} finally {
  Remove-Item -Recurse -Force $work
}

Write-Output "Installed squeezr $said as $folder\squeezr.exe; its SHA-256 is the release's."
$path = [Environment]::GetEnvironmentVariable('Path', 'User')
if (($path -split ';') -notcontains $folder) {
  [Environment]::SetEnvironmentVariable('Path', ($path.TrimEnd(';') + ';' + $folder).TrimStart(';'), 'User')
  Write-Output "Put $folder into your user's Path: open a new terminal."
}
Write-Output 'Next: squeezr help'
