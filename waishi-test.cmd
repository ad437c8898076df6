@echo off
rem Sets up what is missing, test tools included, then runs the tests; arguments go to pytest.
setlocal
chcp 65001 >nul
call "%~dp0packaging\set_up.cmd" --test
if errorlevel 1 (
    pause
    exit /b 1
)
set "PYTHONDONTWRITEBYTECODE="
set "QT_QPA_PLATFORM=offscreen"
cd /d "%~dp0"
".venv\Scripts\python.exe" -m pytest -n auto --dist worksteal %*
exit /b %errorlevel%
