@echo off
rem Finds a 64-bit Python 3.11 to 3.14 and runs set_up.py; called by waishi.cmd and waishi-test.cmd.
setlocal
set "PYTHONDONTWRITEBYTECODE="
set "PYTHONUTF8=1"
set "VENV_PYTHON=%~dp0..\.venv\Scripts\python.exe"
if exist "%VENV_PYTHON%" (
    "%VENV_PYTHON%" -I -S "%~dp0set_up.py" --check %* 2>nul && exit /b 0
)
set "USABLE=import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15) or sys.maxsize < 2**32)"
set "FOUND="
for %%P in ("py -3.14" "py -3.13" "py -3.12" "py -3.11" "python") do (
    if not defined FOUND (
        %%~P -c "%USABLE%" >nul 2>nul && set "FOUND=%%~P"
    )
)
if not defined FOUND (
    echo 没有找到 64 位的 Python 3.11 至 3.14。请先安装其中之一，再重新运行。
    exit /b 1
)
%FOUND% "%~dp0set_up.py" %*
exit /b %errorlevel%
