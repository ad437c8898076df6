@echo off
rem Sets up what is missing, then opens the window; with arguments it is the command line.
setlocal
chcp 65001 >nul
call "%~dp0packaging\set_up.cmd"
if errorlevel 1 (
    pause
    exit /b 1
)
set "PYTHONDONTWRITEBYTECODE="
if "%~1"=="" (
    start "" "%~dp0.venv\Scripts\pythonw.exe" "%~dp0main.py"
    exit /b 0
)
"%~dp0.venv\Scripts\python.exe" "%~dp0main.py" %*
exit /b %errorlevel%
